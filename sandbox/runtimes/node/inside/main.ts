/**
 * What a sandbox process runs first: makes the realm of the harness, puts what a handler meets of it into this one, and lets the
 * harness begin. No learner code runs before all of it is in place.
 */
import { randomBytes } from 'node:crypto';
import { Socket } from 'node:net';
import { COMMAND_FD } from '../../../system/descriptors.ts';
import { watchHandling } from '../dialects/ws/handling.ts';
import { installClock } from './facades/clock.ts';
import { watchEndings, watchErrors } from './facades/endings.ts';
import { takeFromNode } from './facades/host.ts';
import { prepareModules } from './facades/load.ts';
import { closeRuntime } from './facades/modules.ts';
import { captureOutput } from './facades/output.ts';
import { openRealm } from './facades/realm.ts';
import { createSide, type Parts } from './facades/side.ts';
import { hideCommands, watchCompression, watchWebAssembly } from './facades/streams.ts';
import { wall } from './facades/wall.ts';
import { watchWebSockets } from './facades/web-sockets.ts';
import type { Harness } from './harness/harness.ts';
import type { Handle, Host } from './harness/host.ts';
import { rehearse } from './rehearsal.ts';

void begin();

async function begin(): Promise<void> {
  // The thread pool reads its size from the environment when its first work comes.
  randomBytes(1, () => {});
  const isUnhurried = process.env.CLINIC_UNHURRIED !== undefined;
  // What the runtime or bubblewrap put there says nothing about a server.
  for (const name of Object.keys(process.env)) delete process.env[name];
  process.setSourceMapsEnabled(true);
  const commands = new Socket({ fd: COMMAND_FD, readable: false, writable: false });
  let parts: Parts;
  const harness = wall(openRealm()(hostWith(commands, () => parts)));
  const { fire, setTimeout } = installClock(harness);
  captureOutput(harness);
  watchEndings(harness);
  watchErrors(harness);
  watchCompression(harness);
  watchWebAssembly(harness);
  watchHandling();
  watchWebSockets(harness);
  hideCommands(commands);
  closeRuntime();
  parts = { harness, fire, loadHandler: await prepareModules({ setTimeout, sleepSync: harness.sleepSync }) };
  if (isUnhurried) await rehearse(harness);
  takeConnections(harness);
  harness.listen();
}

/** What the harness has of this process; nobody else gets any of it. */
function hostWith(commands: Socket, parts: () => Parts): Host {
  const handle = (commands as Socket & { _handle?: Handle })._handle;
  if (!handle) throw new Error('Expected the commands to have a handle, got none.');
  // A string, since Node reads the length of bytes through a getter that learner code can replace.
  const key = randomBytes(16).toString('hex');
  return Object.freeze(
    Object.assign(Object.create(null), takeFromNode(handle), createSide(parts), { commands: handle, rehearsed: commands, key }),
  );
}

/** Only where a connection cannot be inherited; see `handOver` in `isolation/command.ts`. */
function takeConnections({ accept }: Harness): void {
  if (!process.channel) return;
  process.on('message', (message: { name: string }, sent) => {
    if (sent) accept(message.name, sent as Socket);
  });
}
