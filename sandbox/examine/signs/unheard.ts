/** What the process tells of a fault that nobody hears: no connection has to fail for it. */
import { callError } from '../../timeline/wording.ts';
import type { Found, Known } from './sign.ts';

export function unheard({ runs }: Known): Found[] {
  return [...runs].flatMap(([experiment, { timeline, verdict }]) => {
    if (verdict.kind === 'crashed') return [];
    return timeline.flatMap((event): Found[] => {
      const rests = { experiment, evidence: [event.seq] };
      if (event.kind === 'never-awaited')
        return [
          {
            ...rests,
            cause: 'never-awaited',
            confidence: 'certain',
            title: `${event.call} was never awaited${lineOf(event.at)}`,
            advice: 'A call of this kind does nothing until it is awaited. Put await before it.',
            at: event.at,
          },
        ];
      if (event.kind === 'reads-twice')
        return [
          {
            ...rests,
            cause: 'two-readers',
            confidence: 'certain',
            title: `Two readers wait on one connection: the second${lineOf(event.at)}`,
            advice:
              'Each message goes to one of them only, to whichever has waited longer. Let one loop receive, and let it hand each message on.',
            at: event.at,
          },
        ];
      if (event.kind === 'task-threw')
        return [
          {
            ...rests,
            cause: 'task-threw',
            confidence: 'likely',
            title: `A task threw ${callError(event.error)}${lineOf(event.error.at)}, and nobody waits for it`,
            advice: 'What a task throws goes to whoever awaits it. Nobody does, so nobody learns of it. Catch it inside the task.',
            at: event.error.at,
          },
        ];
      return [];
    });
  });
}

function lineOf(at: { line: number } | undefined): string {
  return at ? ` at line ${at.line}` : '';
}
