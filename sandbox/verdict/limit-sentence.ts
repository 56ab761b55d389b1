/** The sentence for a limit that was exceeded. Pure. */
import type { Limit } from '../timeline/timeline.ts';

/** What was exceeded and what to look for, for the verdict. */
export function limitSentence(limit: Limit): string {
  const where = limit.at ? ` The handler was at line ${limit.at.line}.` : '';
  switch (limit.what) {
    case 'time':
      if (!limit.at) return timeSentence(limit);
      return `The handler was still busy after ${limit.max / 1000} s, so it was stopped.${where} A loop that never waits lets nothing else happen: no message is read, no ping is answered.`;
    case 'memory':
      return `The handler used more than ${limit.max / 1024 ** 2} MiB of memory, so it was stopped.${where} Look for something that grows and is never let go.`;
    case 'output':
      return `The handler wrote more than ${limit.max / 1024} KiB of output, so it was stopped.${where} Look for a loop that logs without waiting.`;
    case 'frames':
      return `The handler sent more than ${limit.max} frames, so it was stopped.${where} Look for a loop that sends without waiting for a message.`;
    case 'wire':
      return `The handler sent more than ${limit.max / 1024 ** 2} MiB, so it was stopped.${where} Look for a loop that sends without waiting for a message.`;
    case 'connections':
      return `The run needed more than ${limit.max} connections, so it was stopped.${where}`;
    case 'events':
      return eventsSentence(limit, where);
  }
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

function eventsSentence({ max, unit, of = 'uncaught' }: Limit, where: string): string {
  const [did, lookFor] = TOO_OFTEN[of];
  const how = unit === 'bytes' ? `until that came to more than ${max / 1024} KiB of text` : `more than ${max} times`;
  return `The handler ${did} ${how}, so it was stopped.${where} ${lookFor}`;
}

/** Nobody could see a line: it need not be a loop. */
function timeSentence({ max, loading }: Limit): string {
  const after = `after ${max / 1000} s, so it was stopped.`;
  return loading
    ? `The handler’s file had not finished loading ${after} A loop at import, or an await for something that never comes, keeps it from its export.`
    : `The handler had not come to rest ${after} Look for a loop that never waits, between promises too, or for something that goes on and on by itself.`;
}
