/** What native code attempts in the self-test, on a TCP connection that it has inherited and with the system's calls alone. */
import { getSystemErrorName } from 'node:util';
import type { Attempt } from './attempt.ts';
import { type Call, nativeProgram, resultsOf } from './native-program.ts';
import type { Architecture } from './system-calls.ts';

/** The connection's descriptor in the native program. */
export const CONNECTION_FD = 3;
const TELL_FD = 1;

const AF_INET = 2;
const SOCK_STREAM = 1;
const MSG_FASTOPEN = 0x20000000;
const CLONE_NEWUSER = 0x10000000;
const PTRACE_TRACEME = 0;
/** The connection does not block: it is being made. */
const IN_PROGRESS = -115;

/** struct sockaddr_in, of 127.0.0.1. */
function address(family: number, port: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt16LE(family);
  bytes.writeUInt16BE(port, 2);
  Buffer.from([127, 0, 0, 1]).copy(bytes, 4);
  return bytes;
}

interface Row extends Call {
  /** What it is called where its result is an attempt's. */
  attempt?: string;
}

/** A connection with an address of no family is disconnected, and then as new. */
const DISCONNECT: Row = { call: 'connect', args: [CONNECTION_FD, address(0, 0), 16] };

function rows(port: number): Row[] {
  return [
    DISCONNECT,
    { call: 'bind', args: [CONNECTION_FD, address(AF_INET, 0), 16] },
    { attempt: 'listen-on-connection', call: 'listen', args: [CONNECTION_FD, 1] },
    DISCONNECT,
    { attempt: 'fast-open', call: 'sendto', args: [CONNECTION_FD, Buffer.from('here'), 4, MSG_FASTOPEN, address(AF_INET, port), 16] },
    DISCONNECT,
    { attempt: 'redial', call: 'connect', args: [CONNECTION_FD, address(AF_INET, port), 16] },
    { attempt: 'new-socket', call: 'socket', args: [AF_INET, SOCK_STREAM, 0] },
    { attempt: 'io-uring', call: 'io_uring_setup', args: [1, Buffer.alloc(120)] },
    { attempt: 'new-namespace', call: 'unshare', args: [CLONE_NEWUSER] },
    { attempt: 'be-traced', call: 'ptrace', args: [PTRACE_TRACEME] },
  ];
}

/** `port` is one of the host's. */
export function nativeAttack(port: number, architecture: Architecture): Buffer {
  return nativeProgram(rows(port), TELL_FD, architecture);
}

/** Its attempts, by what it wrote; none when it did not come to its end. */
export function attemptsIn(written: Buffer): Attempt[] {
  const made = rows(0);
  const results = resultsOf(written, made.length) ?? [];
  return results.flatMap((returned, row) => {
    const attempt = made[row]?.attempt;
    const held = returned < 0 && returned !== IN_PROGRESS;
    return attempt ? [{ attempt, held, observed: held ? getSystemErrorName(returned) : `it returned ${returned}` }] : [];
  });
}
