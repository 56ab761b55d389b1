/** Why an environment could not be made, by the disk and by what pip has written: the one place that knows pip's words. */
import { statfs } from 'node:fs/promises';
import { SET_UP_COMMAND } from './find.ts';
import type { MissingPython } from './found.ts';
import { lastLine } from './interpreter.ts';
import type { Ended } from './run-program.ts';

/** With less than so much left it was the disk, whatever the program has said: venv keeps pip's words to itself. */
const FULL_BYTES = 4 * 1024 ** 2;
/** An environment takes 40 MB, and 25 more while it is made. */
const NEEDED_MB = 100;

export interface Failure extends Ended {
  /** What was under way: "installing the packages". */
  what: string;
  /** Where it was written to. */
  folder: string;
}

export async function explainFailure({ what, folder, stdout, stderr, code, tookTooLong }: Failure): Promise<MissingPython> {
  const words = `${stdout}\n${stderr}`;
  if (isFull(words) || (await leftIn(folder)) < FULL_BYTES) return DISK_FULL;
  if (tookTooLong) return { reason: `${what} took too long`, remedy: LOOK_AT_PIP };
  const known = explainWords(words);
  if (known) return known;
  return { reason: `${what} failed (${lastLine(stderr) || lastLine(stdout) || `exit code ${code}`})`, remedy: LOOK_AT_PIP };
}

/** A folder of the set-up could not be written to. */
export function explainFault(folder: string, { message }: Error): MissingPython {
  return isFull(message) ? DISK_FULL : { reason: `the set-up in ${folder} failed (${message})`, remedy: SET_UP_COMMAND };
}

const LOOK_AT_PIP = `look at pip’s configuration (python3 -m pip config list), then: ${SET_UP_COMMAND}`;

const DISK_FULL: MissingPython = {
  reason: 'the disk is full',
  remedy: `free ${NEEDED_MB} MB, or name a folder with more room in SOCKET_CLINIC_DATA, then: ${SET_UP_COMMAND}`,
};

/** ENOSPC and EDQUOT, in the data folder or in the one for temporary files. */
function isFull(words: string): boolean {
  return /\[Errno (28|122)\]|ENOSPC|EDQUOT|No space left on device|Disk quota exceeded|WinError 112\b/.test(words);
}

async function leftIn(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function explainWords(words: string): MissingPython | undefined {
  if (/DO NOT MATCH THE HASHES/.test(words)) {
    const name = /^ +([\w.-]+==\S+) from /m.exec(words)?.[1] ?? 'a package';
    return {
      reason: `${name} is not what the lock file names: its hash is another one, so nothing was installed`,
      remedy: `somebody may have changed it on its way: look which index pip asks (python3 -m pip config list), then: ${SET_UP_COMMAND}`,
    };
  }
  if (/CERTIFICATE_VERIFY_FAILED|problem confirming the ssl certificate/.test(words)) {
    return {
      reason: 'the package index has a certificate that pip does not trust',
      remedy: `name the authority of your network (python3 -m pip config set global.cert FILE), then: ${SET_UP_COMMAND}`,
    };
  }
  const answered = /(?:HTTP error|too many) (\d{3})|(\d{3}) (?:Client|Server) Error/.exec(words);
  if (answered) return offline(`answered with ${answered[1] ?? answered[2]}`);
  if (/connection broken by|NewConnectionError|NameResolutionError|ProxyError|TimeoutError|Max retries exceeded/.test(words)) {
    return offline(`could not be reached${reasonIn(words)}`);
  }
  const absent = /No matching distribution found for ([\w.-]+==[^\s;]+)/.exec(words)?.[1];
  if (absent === undefined) return undefined;
  // Where pip may not try twice, it tells an index that it cannot reach from an empty one in no other way.
  const isEmpty = words.includes('(from versions: none)');
  return { reason: `the package index has no ${absent} for this Python${isEmpty ? ', or could not be reached' : ''}`, remedy: LOOK_AT_PIP };
}

function offline(what: string): MissingPython {
  return {
    reason: `the package index ${what}`,
    remedy: `go online once, or name a proxy or an index within reach (python3 -m pip config list), then: ${SET_UP_COMMAND}`,
  };
}

/** ` (Connection refused)`, of the last try. */
function reasonIn(words: string): string {
  const said = [...words.matchAll(/\[Errno -?\d+\] ([\w ,]+)/g)].at(-1)?.[1];
  const isSlow = /timed? ?out/i.test(words);
  return said || isSlow ? ` (${said ?? 'no answer in time'})` : '';
}
