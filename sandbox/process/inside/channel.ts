/**
 * The sandbox process's end of the channel to the workshop, kept out of the learner's easy reach.
 *
 * Learner code shares this process and its descriptors. So what is told carries a key that only this module and the workshop know,
 * and nothing that learner code may replace later is used to tell it: every function is taken here, before that code is loaded.
 */
import { randomBytes } from 'node:crypto';
import { fstatSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import v8 from 'node:v8';
import { CHANNEL_EXIT } from '../limits.ts';
import { COMMAND_FD, type FromProcess, TELL_FD, type ToProcess } from '../messages.ts';

const write = writeSync;
const look = fstatSync;
const setRealInterval = globalThis.setInterval;
const { parse, stringify } = JSON;
const { create, keys, setPrototypeOf } = Object;
const { isArray } = Array;
const reallyExit = (process as NodeJS.Process & { reallyExit(code: number): never }).reallyExit.bind(process);
/** A string, since Node reads the length of bytes through a getter that learner code can replace. */
const key = randomBytes(16).toString('hex');

/** Written before this returns; blocks while the workshop has not read what was told before. */
export function tell(message: FromProcess): void {
  try {
    write(TELL_FD, `${key}${stringify(bare(message))}\n`);
  } catch {
    // The handler has closed the channel, or the workshop has gone: either way nobody hears anything more.
    reallyExit(CHANNEL_EXIT);
  }
}

let commands: Socket | undefined;

/** Calls back for each message, in order, and ends the process when the workshop has gone. The first thing told is the key. */
export function listen(onMessage: (message: ToProcess, sent: Socket | undefined) => void): void {
  const from = new Socket({ fd: COMMAND_FD, readable: true, writable: false });
  commands = from;
  let unread = '';
  from.setEncoding('utf8');
  // The handler has closed the descriptor.
  from.on('error', () => reallyExit(CHANNEL_EXIT));
  from.on('data', (text: string) => {
    const lines = (unread + text).split('\n');
    unread = lines.pop() ?? '';
    for (const line of lines) take(parse(line) as ToProcess);
  });
  from.on('close', () => reallyExit(0));
  const take = (message: ToProcess) => {
    if (message.type === 'leave') reallyExit(CHANNEL_EXIT);
    onMessage(message, undefined);
  };
  // Only where a connection cannot be inherited; see handOver in isolation.ts.
  process.on('message', (message, sent) => onMessage(message as ToProcess, sent as Socket | undefined));
  tell({ type: 'ready' });
}

/** Whether waiting for messages keeps the process alive, as it does from the begin. */
export function holdTheProcess(hold: boolean): void {
  const channels = [commands, process.channel];
  for (const channel of channels) hold ? channel?.ref() : channel?.unref();
}

const { ino: ownInode } = look(COMMAND_FD);
/** How often the commands are looked after while a handler is there, in milliseconds of real time. */
const CHECK_MS = 50;

/** From now on the process ends when the handler has closed what it is commanded on: it would wait for ever. */
export function guardCommands(): void {
  setRealInterval(checkCommands, CHECK_MS).unref();
}

function checkCommands(): void {
  try {
    if (look(COMMAND_FD).ino === ownInode) return;
  } catch {}
  reallyExit(CHANNEL_EXIT);
}

const REFUSED = {
  // A picture of the heap shows every string, the key too.
  'looks at its own heap': ['getHeapSnapshot', 'writeHeapSnapshot', 'queryObjects'],
  // The flags are frozen: to set one would abort the process without a sentence.
  'sets flags of the runtime': ['setFlagsFromString'],
} as const;

/** What a handler could do to the runtime throws a sentence. */
export function closeRuntime(): void {
  for (const [what, names] of Object.entries(REFUSED)) {
    const refuse = () => {
      throw new Error(`ERR_ACCESS_DENIED: no handler ${what} here`);
    };
    for (const name of names) Object.assign(v8, { [name]: refuse });
  }
}

/** A copy without prototypes: no inherited toJSON speaks for it. */
function bare(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const copy = setPrototypeOf(isArray(value) ? [] : create(null), null) as Record<string, unknown>;
  const names = keys(value);
  for (let index = 0; index < names.length; index++) {
    const name = names[index] as string;
    copy[name] = bare((value as Record<string, unknown>)[name]);
  }
  return copy;
}
