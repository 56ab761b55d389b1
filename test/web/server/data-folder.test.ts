import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dataFolder } from '../../../web/server/data-folder.ts';

test.each([
  [{ SOCKET_CLINIC_DATA: '/given' }, 'linux', '/given'],
  [{ XDG_DATA_HOME: '/xdg' }, 'linux', join('/xdg', 'socket-clinic')],
  [{}, 'linux', join(homedir(), '.local', 'share', 'socket-clinic')],
  [{}, 'darwin', join(homedir(), 'Library', 'Application Support', 'Socket Clinic')],
  [{ LOCALAPPDATA: '/local' }, 'win32', join('/local', 'Socket Clinic')],
] as const)('%j on %s keeps its data in %s', (environment, platform, folder) => {
  expect(dataFolder(environment, platform)).toBe(folder);
});
