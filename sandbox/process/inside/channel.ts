/** The sandbox process's end of the channel to the workshop, kept out of the learner's easy reach. */
import type { Socket } from 'node:net';
import type { FromProcess, ToProcess } from '../messages.ts';

const post = process.send?.bind(process) as (message: FromProcess) => boolean;

/** Sends at once: on Linux and macOS a message to a pipe with room is written before this returns. */
export function tell(message: FromProcess): void {
  post(message);
}

/** Calls back for each message, and ends the process when the workshop has gone. */
export function listen(onMessage: (message: ToProcess, socket: Socket | undefined) => void): void {
  process.on('message', (message, handle) => onMessage(message as ToProcess, handle as Socket | undefined));
  process.on('disconnect', () => process.exit(0));
  process.send = undefined;
}
