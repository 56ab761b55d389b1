/** What happens before a connection is open: refused on purpose, or by mistake. */
import { alone } from '../experiments/alone.ts';
import type { Found, Known } from './sign.ts';

/** A handshake that was refused, or got no answer. */
export function atTheDoor(known: Known): Found[] {
  const found = [...refusedForMore(known), ...threwBefore(known), ...neverAccepted(known)];
  return found.length > 0 ? found : wrongRoute(known);
}

/** Whoever is refused for what was not given has shown no fault. */
function refusedForMore({ runs, door, source }: Known): Found[] {
  const played = runs.get(alone.id);
  const refused = played?.timeline.find((event) => event.kind === 'handshake-refused');
  const isAsked =
    Object.keys(door.query).length > 0 ||
    /headers\s*(?:\.get\(|\[)|cookies?\b|\b(?:Header|Cookie|Security)\(|verifyClient|\borigin\b/.test(source);
  if (refused?.kind !== 'handshake-refused' || !isAsked || refused.status >= 500) return [];
  return [
    {
      cause: 'needs-more',
      confidence: 'likely',
      title: `The opening handshake was refused with ${refused.status}: something else may be wanted with it`,
      advice: `The source looks at ${[...Object.keys(door.query), 'headers'].join(' or ')} first, and what it wants to see there nobody has given. Give it with --path, and examine it again.`,
      experiment: alone.id,
      evidence: [refused.seq],
      isRemark: true,
    },
  ];
}

/** The server met an exception before the handler was called: in a dependency, or in how the handler is declared. */
function threwBefore({ runs, source }: Known): Found[] {
  const timeline = runs.get(alone.id)?.timeline ?? [];
  const refused = timeline.find((event) => event.kind === 'handshake-refused' && event.status === 500);
  const told = timeline.some(({ kind }) => kind === 'handler-threw' || kind === 'handler-returned');
  const output = timeline.flatMap((event) => (event.kind === 'output' ? [event.text] : [])).join('');
  const error = [...output.matchAll(/^(\w+(?:Error|Exception|Exit)\b[^\n]*)$/gm)].at(-1)?.[1];
  if (!refused || told || error === undefined) return [];
  const line = Number([...output.matchAll(/File "(?:[^"]*\/)?handler\.py", line (\d+)/g)].at(-1)?.[1]);
  return [
    {
      cause: 'handler-threw',
      confidence: 'certain',
      title: `${error.slice(0, 200)}, before the connection was accepted`,
      advice:
        'So the opening handshake got 500. The server called something that the endpoint needs, such as a dependency, or the endpoint itself as if it were a coroutine function, and that threw.',
      experiment: alone.id,
      evidence: [refused.seq],
      at: line > 0 && line <= source.split('\n').length ? { line, column: 1 } : undefined,
    },
  ];
}

/** The server waits for its application to say something. */
function neverAccepted({ runs, dialect }: Known): Found[] {
  const played = runs.get(alone.id);
  if (dialect === 'ws' || played?.verdict.kind !== 'broken' || played.verdict.observedKind !== 'no-handshake') return [];
  const sent = played.timeline.find(({ kind }) => kind === 'handshake-sent');
  return [
    {
      cause: 'never-accepted',
      confidence: 'likely',
      title: 'The connection was never accepted, and never refused',
      advice:
        'The server answers the opening handshake when its application says so, and this one says nothing. Await accept first, on every way through the handler.',
      experiment: alone.id,
      evidence: sent ? [sent.seq] : [],
    },
  ];
}

/** What servers say where nobody serves WebSocket at a path: `ws`, uvicorn, and what stands in front of them. */
const UNSERVED = [400, 403, 404, 405, 426];

/** No handler was called, and nothing was asked for that was not given. */
function wrongRoute({ runs, door }: Known): Found[] {
  const timeline = runs.get(alone.id)?.timeline ?? [];
  const refused = timeline.find((event) => event.kind === 'handshake-refused');
  const isCalled = timeline.some(({ kind }) => kind === 'handler-started' || kind === 'handler-threw');
  if (refused?.kind !== 'handshake-refused' || isCalled || !UNSERVED.includes(refused.status)) return [];
  return [
    {
      cause: 'wrong-route',
      confidence: 'likely',
      title: `Nothing serves WebSocket at ${door.path}: the opening handshake was refused with ${refused.status}`,
      advice:
        'No handler was called. Look at the path on both sides, its trailing slash included, at the prefix of a router and whether that is included, and whether the route is one for WebSocket. Give another path with --path.',
      experiment: alone.id,
      evidence: [refused.seq],
    },
  ];
}
