/** Where the workshop keeps what outlives it: `SOCKET_CLINIC_DATA`, or the system's place for a user's data. */
import { homedir } from 'node:os';
import { join } from 'node:path';

export function dataFolder(environment: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  if (environment.SOCKET_CLINIC_DATA) return environment.SOCKET_CLINIC_DATA;
  if (platform === 'win32') return join(environment.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Socket Clinic');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Socket Clinic');
  return join(environment.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'socket-clinic');
}
