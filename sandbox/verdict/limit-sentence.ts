/** What is said of a limit that was exceeded: what happened, for the verdict, and what to look for, for the diagnosis. Pure. */
import type { Limit } from '../timeline/timeline.ts';

/** What was exceeded, and where the handler was. */
export function limitSentence(limit: Limit): string {
  return `${whatHappened(limit)}, so it was stopped.${limit.at ? ` The handler was at line ${limit.at.line}.` : ''}`;
}

function whatHappened(limit: Limit): string {
  switch (limit.what) {
    case 'time':
      return `The handler ${howLong(limit)} after ${limit.max / 1000} s`;
    case 'memory':
      return `The handler used more than ${limit.max / 1024 ** 2} MiB of memory`;
    case 'output':
      return `The handler wrote more than ${limit.max / 1024} KiB of output`;
    case 'frames':
      return `The handler sent more than ${limit.max} frames`;
    case 'wire':
      return `The handler sent more than ${limit.max / 1024 ** 2} MiB`;
    case 'connections':
      return `The run needed more than ${limit.max} connections`;
    case 'events':
      return `The handler ${didTooOften(limit)}`;
  }
}

/** What may be behind it, and what to look for. */
export function limitAdvice({ what, at, loading, of = 'uncaught' }: Limit): string {
  switch (what) {
    case 'time':
      if (at)
        return 'One thread serves every connection: a loop that never waits lets nothing else happen. Let it wait for something, with await.';
      return loading
        ? 'A loop at import, or an await for something that never comes, keeps the file from its export.'
        : 'Look for a loop that never waits, between promises too, or for something that goes on and on by itself.';
    case 'memory':
      return 'Look for something that grows and is never let go.';
    case 'output':
      return 'Look for a loop that logs without waiting.';
    case 'frames':
    case 'wire':
      return 'Look for a loop that sends without waiting for a message.';
    case 'connections':
      return 'The scenario opens them: its author has to ask for fewer.';
    case 'events':
      return TOO_OFTEN[of][1];
  }
}

/** Where nobody could see a line, it need not be a loop. */
function howLong({ at, loading }: Limit): string {
  if (at) return 'was still busy';
  return loading ? 'had not finished loading its file' : 'had not come to rest';
}

function didTooOften({ max, unit, of = 'uncaught' }: Limit): string {
  const how = unit === 'bytes' ? `until that came to more than ${max / 1024} KiB of text` : `more than ${max} times`;
  return `${TOO_OFTEN[of][0]} ${how}`;
}

const TOO_OFTEN: Record<NonNullable<Limit['of']>, [did: string, lookFor: string]> = {
  uncaught: [
    'threw errors that nothing caught',
    'Look for a loop, a timer or a listener that throws again and again, and for whoever swallows it.',
  ],
  'handler-threw': ['threw', 'Look for what goes wrong on every connection.'],
  'handler-started': ['was started', 'Look for whoever makes connections without end.'],
  'handler-returned': ['returned', 'Look for whoever makes connections without end.'],
  'never-awaited': ['made calls that it never awaited', 'Look for a loop that calls without await.'],
  'reads-twice': ['received twice at a time', 'Look for a second loop that reads the same connection.'],
  'task-threw': [
    'started tasks that failed with nobody to hear of it',
    'Look for a loop that starts tasks, and for what goes wrong in each of them.',
  ],
  ending: ['tried to end its process', 'Look for a loop that calls process.exit or process.kill.'],
};
