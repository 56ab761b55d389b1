/** What is true of a subject that works, and may matter one day. */

import { callError } from '../../timeline/wording.ts';
import { alone } from '../experiments/alone.ts';
import { type Found, heardIn, type Known } from './sign.ts';

export function remarks(known: Known): Found[] {
  return [...needsMore(known), ...noSizeLimit(known), ...noHeartbeat(known)];
}

/** The client said goodbye, and the handler ended by an exception: the log has a stack trace for each visit. */
export function noisyGoodbye({ runs, source }: Known): Found[] {
  const played = runs.get(alone.id);
  const goodbye = played?.timeline.find((event) => event.kind === 'frame-sent' && event.opcode === 'close');
  const threw = played?.timeline.find((event) => event.kind === 'handler-threw');
  if (!goodbye || threw?.kind !== 'handler-threw' || threw.seq < goodbye.seq) return [];
  const { error } = threw;
  const line = error.at ? (source.split('\n')[error.at.line - 1] ?? '') : '';
  const rests = { evidence: [goodbye.seq, threw.seq], at: error.at };
  // Whoever waits for a message and is told that nobody is there has done nothing wrong.
  if (error.name !== 'WebSocketDisconnect' || /\b(?:send|close)\w*\(/.test(line))
    return [
      {
        ...rests,
        cause: 'after-goodbye',
        confidence: 'likely',
        title: `At an ordinary goodbye, the handler throws ${callError(error)}`,
        advice:
          'The client had left. Nothing below that line ran, the cleanup included, and each visit leaves a stack trace. Let the disconnect end the conversation, and put the cleanup where every way out passes: in finally.',
        experiment: alone.id,
        isLast: true,
      },
    ];
  return [
    remark({
      ...rests,
      cause: 'noisy-goodbye',
      title: `An ordinary goodbye ends the handler with ${error.name}`,
      advice:
        'Nobody is harmed, but each visit leaves a stack trace in the log, in which the real ones are lost. Catch the disconnect and return.',
    }),
  ];
}

/** It closed on purpose before anything was said: it may want what was not given. */
function needsMore(known: Known): Found[] {
  const heard = heardIn(known, alone.id, 'A');
  const said = heard?.closed?.received;
  if (heard?.closed?.by !== 'handler' || said?.code === undefined || !isRefusal(said.code)) return [];
  return [
    remark({
      cause: 'needs-more',
      title: `It closes with ${said.code}${said.reason === '' ? '' : ` “${said.reason}”`} before anything is said`,
      advice:
        'It may want a token, a header or a query that was not given, so little could be seen. Give it one with --header or --path, and --message for what it wants to hear first.',
      evidence: [heard.closed.seq],
    }),
  ];
}

/** 1008 says that a policy was hurt; from 4000 on a code is the application's own. RFC 6455, sections 7.4.1 and 7.4.2. */
export function isRefusal(code: number): boolean {
  return code === 1008 || code >= 4_000;
}

function noSizeLimit({ dialect, source }: Known): Found[] {
  if (dialect !== 'ws' || /maxPayload/.test(source)) return [];
  return [
    remark({
      cause: 'no-size-limit',
      title: 'It takes messages of up to 100 MiB',
      advice: 'That is the default of ws, and all of a message is kept in memory. Set maxPayload to what your largest message needs.',
      evidence: [],
    }),
  ];
}

function noHeartbeat(known: Known): Found[] {
  const heard = heardIn(known, alone.id, 'A');
  if (known.dialect !== 'ws' || !heard?.accepted || heard.pings.length > 0) return [];
  return [
    remark({
      cause: 'no-heartbeat',
      title: 'It sends no pings',
      advice:
        'A client that goes without a goodbye is kept for ever, and a proxy ends a connection that is silent for a minute. Send a ping on a timer.',
      evidence: [],
    }),
  ];
}

function remark(found: Omit<Found, 'confidence' | 'experiment' | 'isRemark'>): Found {
  return { confidence: 'certain', experiment: alone.id, isRemark: true, ...found };
}
