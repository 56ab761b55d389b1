/** Connections that end, or timers that stop, through nobody's fault but the handler's. */

import type { EventOf } from '../../timeline/timeline.ts';
import { callError } from '../../timeline/wording.ts';
import type { Played } from '../examination.ts';
import { alone } from '../experiments/alone.ts';
import { company, LEAVES, NEWER_TAB, OLDER_TAB, REMAINS } from '../experiments/company.ts';
import { GONE, goodbyes, SILENT, STAYS } from '../experiments/goodbyes.ts';
import { rush } from '../experiments/rush.ts';
import { UNKNOWN_SUBPROTOCOL } from '../source/doors.ts';
import { type Found, heardIn, type Known } from './sign.ts';

export function endings(known: Known): Found[] {
  return [...idle(known), ...deadMember(known), ...rushed(known), ...sharedTimer(known), ...neverPruned(known), ...subprotocol(known)];
}

/** A connection that was silent, and answered every ping, is ended. */
function idle(known: Known): Found[] {
  const played = known.runs.get(alone.id);
  const heard = heardIn(known, alone.id, 'A');
  if (!played || !heard?.closed || heard.closed.by !== 'handler' || played.verdict.kind !== 'broken' || played.verdict.name !== 'idle-pong')
    return [];
  if (
    played.diagnoses.some(
      ({ confidence, cause }) => confidence === 'certain' && cause !== 'closed-on-purpose' && cause !== 'closed-without-code',
    )
  )
    return [];
  const { closed, accepted, pings } = heard;
  const seconds = Math.round((closed.atMs - (accepted?.atMs ?? 0)) / 100) / 10;
  const rests = { experiment: alone.id, evidence: [...pings.map(({ seq }) => seq).slice(-1), closed.seq] };
  // FastAPI has no way to send a ping: those are the server's own.
  if (pings.length > 0 && known.dialect !== 'fastapi' && closed.received === undefined)
    return [
      {
        ...rests,
        cause: 'eager-reaper',
        confidence: 'certain',
        title: `A client that answered each ping was ended after ${seconds} s`,
        advice:
          'The pongs came, and nobody noted them: a heartbeat has to set its sign back at each pong. Listen for “pong” on each connection, and end only those that have not answered since the last ping.',
      },
    ];
  const isSaid = closed.received?.code !== undefined;
  return [
    {
      ...rests,
      cause: 'idle-limit',
      confidence: isSaid ? 'certain' : 'likely',
      title: `A silent connection was ended after ${seconds} s${isSaid ? `, with ${closed.received?.code}` : ''}`,
      advice:
        'Nothing was wrong with it but its silence. Where it shall live, send a ping on a timer; where it shall not, close it with a code that says so, such as 1001.',
      ...(isSaid ? { isRemark: true as const } : {}),
    },
  ];
}

/** Who stays in each experiment, and who has left by then. */
const PAIRS = [
  [company.id, NEWER_TAB, OLDER_TAB],
  [company.id, REMAINS, LEAVES],
  [goodbyes.id, STAYS, GONE],
] as const;

/** Somebody else went, and the next message of who stayed ended that one: the same message as before. */
function deadMember(known: Known): Found[] {
  const { word } = known.manner ?? {};
  // Whoever ends by the message alone ends by it here, too.
  if (!known.tried.some((tried) => tried.word === word && tried.lived)) return [];
  return PAIRS.flatMap(([experiment, stay, go]): Found[] => {
    const played = known.runs.get(experiment);
    const [stays, gone] = [heardIn(known, experiment, stay)?.closed, heardIn(known, experiment, go)?.closed];
    if (played?.verdict.kind !== 'broken' || stays?.by !== 'handler' || stays.received !== undefined || !gone || stays.seq < gone.seq)
      return [];
    const [threw] = threwOn(played, stay);
    return [
      {
        cause: 'dead-member',
        confidence: threw ? 'certain' : 'likely',
        title: 'Who stayed was ended because somebody else had gone',
        advice:
          'Its message was to reach a connection that is no longer there: the send threw, and the sender’s own handler ended by it. Catch the failure of each send by itself, and take the dead one from the list.',
        experiment,
        evidence: [gone.seq, ...(threw ? [threw.seq] : []), stays.seq],
        at: threw?.error.at,
      },
    ];
  });
}

/** Others left while its message was being sent to them: rare, and a matter of one line. */
function rushed(known: Known): Found[] {
  const played = known.runs.get(rush.id);
  const stays = heardIn(known, rush.id, 'A');
  if (played?.verdict.kind !== 'broken' || stays?.closed?.by !== 'handler' || stays.closed.received !== undefined) return [];
  const [threw] = threwOn(played, 'A');
  const isChanged = threw !== undefined && /changed size|during iteration|concurrent modification/i.test(threw.error.message);
  return [
    {
      cause: 'dead-member',
      confidence: 'certain',
      title: isChanged
        ? `Others left while a list of them was walked through: ${callError(threw.error)}`
        : 'Who spoke was ended because others left just then',
      advice:
        'Between two sends others come and go. Walk through a copy of the list, and catch the failure of each send by itself: the sender has done nothing wrong.',
      experiment: rush.id,
      evidence: [...(threw ? [threw.seq] : []), stays.closed.seq],
      at: threw?.error.at,
      ...(isChanged ? {} : { isRemark: true as const }),
    },
  ];
}

function threwOn({ timeline }: Played, connection: string): EventOf<'handler-threw'>[] {
  return timeline.filter((event): event is EventOf<'handler-threw'> => event.kind === 'handler-threw' && event.connection === connection);
}

/** What came by itself stops when somebody else leaves. */
function sharedTimer(known: Known): Found[] {
  const stays = heardIn(known, goodbyes.id, STAYS);
  const gone = heardIn(known, goodbyes.id, GONE);
  if (!known.pushes || !stays?.accepted || !gone?.closed) return [];
  const left = gone.closed;
  const came = [...stays.greetings, ...stays.turns.flatMap(({ heard }) => heard), ...stays.later];
  const before = came.filter(({ seq }) => seq < left.seq);
  const after = came.filter(({ atMs }) => atMs > left.atMs + 1);
  if (before.length < 2 || after.length > 0 || stays.closed?.by === 'handler') return [];
  return [
    {
      cause: 'shared-timer',
      confidence: 'likely',
      title: 'What was pushed to one client stopped when another one left',
      advice:
        'One variable holds the timer of whoever came last, and whoever leaves first stops that one. Keep each timer with its connection.',
      experiment: goodbyes.id,
      evidence: [left.seq, ...before.slice(-1).map(({ seq }) => seq)],
    },
  ];
}

/** Subprotocols were offered that the source names, and the answer chooses none of them. */
function subprotocol(known: Known): Found[] {
  const heard = heardIn(known, alone.id, 'A');
  const invalid = known.runs.get(alone.id)?.timeline.find((event) => event.kind === 'handshake-invalid');
  if (invalid?.kind === 'handshake-invalid' && /subprotocol/.test(invalid.problem))
    return [mismatch('The answer chose a subprotocol that was not offered', invalid.seq)];
  const offered = known.door.subprotocols;
  if (!heard?.accepted || offered.length === 0) return [];
  const chosen = heard.accepted.subprotocol;
  const names = offered.filter((name) => name !== UNKNOWN_SUBPROTOCOL);
  if (chosen === undefined ? names.length === 0 : offered.includes(chosen)) return [];
  const title =
    chosen === undefined
      ? `${names.join(' and ')} was offered, and the answer chose no subprotocol`
      : `The answer chose ${chosen}, which was not offered`;
  return [mismatch(title, heard.accepted.seq)];
}

function mismatch(title: string, seq: number): Found {
  return {
    cause: 'subprotocol-mismatch',
    confidence: 'certain',
    title,
    advice:
      'A browser that offers subprotocols fails the connection where the answer names none of them, or another one. Choose one of those that were offered, when you accept.',
    experiment: alone.id,
    evidence: [seq],
  };
}

/** A number in its answers grows by those who came and went. */
function neverPruned(known: Known): Found[] {
  const turns = heardIn(known, goodbyes.id, STAYS)?.turns.slice(known.manner?.opener.length ?? 0) ?? [];
  const [first, before, after] = turns.map(({ heard }) => numbersIn(heard[0]?.text ?? ''));
  const [early, late] = [turns[1]?.heard[0], turns[2]?.heard[0]];
  if (known.pushes || !early || !late || !first || !before || !after) return [];
  const grown = after.find(([key, value], index) => {
    const [word, earlier] = before[index] ?? [];
    const earliest = first[index]?.[1];
    if (word !== key || earlier === undefined || earliest === undefined) return false;
    // What grows with each message of one's own has grown as much by the one before.
    return value - earlier - Math.abs(earlier - earliest) >= SILENT.length;
  });
  if (!grown || EVER.test(grown[0])) return [];
  return [
    {
      cause: 'left-behind',
      confidence: 'likely',
      title: `A number in the answers (${grown[0]}) has grown by those who came and went`,
      advice: `${SILENT.length} connections had been opened and closed again between two of them. A list keeps whoever has gone: take each one out when its connection ends, on every way out.`,
      experiment: goodbyes.id,
      evidence: [early.seq, late.seq],
    },
  ];
}

/** Names of what is counted for good. */
const EVER = /total|served|visit|uptime|time|ms|at$|date/i;

/** Each number of a text with the word before it, in their order. */
function numbersIn(text: string): [key: string, value: number][] {
  return [...text.slice(0, 1_000).matchAll(/(\w*)"?\s*[:=]?\s*(\d{1,9})(?![\d.])/g)].map(([, key = '', value]) => [key, Number(value)]);
}

/** The client had left, and the handler goes on for ever. */
export function undying(known: Known): Found[] {
  const played = known.runs.get(alone.id);
  const limit = played?.timeline.find((event) => event.kind === 'limit-exceeded');
  const goodbye = played?.timeline.find((event) => event.kind === 'frame-sent' && event.opcode === 'close');
  if (limit?.kind !== 'limit-exceeded' || !goodbye || limit.seq < goodbye.seq) return [];
  return [
    {
      cause: 'loop-frozen',
      confidence: 'certain',
      title: 'The client had left, and the handler’s loop goes on for ever',
      advice:
        'Each receive throws at once now, what catches it goes on with the loop, and nothing else in the process has its turn any more. Let the disconnect end the loop: catch it outside, and catch inside only what a message can do wrong.',
      experiment: alone.id,
      evidence: [goodbye.seq, limit.seq],
      at: limit.limit.at,
    },
  ];
}
