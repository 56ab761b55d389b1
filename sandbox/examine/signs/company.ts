/** What one client's life does to another one's. */
import { company, LATE, NEWER_TAB, OLDER_TAB, ONE, OTHER, REMAINS } from '../experiments/company.ts';
import { AFTER, goodbyes } from '../experiments/goodbyes.ts';
import type { Heard, Turn } from '../hearing.ts';
import { type Found, heardIn, type Known } from './sign.ts';

export function inCompany(known: Known): Found[] {
  const warned = leaks(known);
  if (known.pushes || !known.manner || known.manner.answers === 0) return warned;
  return [...warned, ...crossTalk(known), ...pilesUp(known), ...overwritten(known)];
}

/** Its answers came to somebody else, and it got none. */
function crossTalk(known: Known): Found[] {
  const [one, other] = [heardIn(known, company.id, ONE), heardIn(known, company.id, OTHER)];
  const skip = known.manner?.opener.length ?? 0;
  const asked = one?.turns.slice(skip) ?? [];
  const [first] = asked;
  if (!one || !other || !first || asked.some(({ heard }) => heard.length > 0)) return [];
  const strays = strayedTo(other, first.sent.seq, skip);
  if (strays.length === 0) return [];
  return [
    {
      cause: 'cross-talk',
      confidence: 'certain',
      title: 'The answer to one client went to another one',
      advice:
        'Alone it was answered; beside another connection it was not, and the other one heard more than it had asked for. One variable for all holds the connection, or the name, of whoever came last. Keep what belongs to a connection in its own handler.',
      experiment: company.id,
      evidence: [first.sent.seq, ...strays.slice(0, 1)],
    },
  ];
}

/** Messages to somebody else after this, and before it spoke itself. */
function strayedTo({ turns, greetings }: Heard, seq: number, skip: number): number[] {
  const own = turns[skip]?.sent.seq ?? Number.POSITIVE_INFINITY;
  const before = [...greetings, ...turns.slice(0, skip).flatMap(({ heard }) => heard)];
  return before.map((came) => came.seq).filter((came) => came > seq && came < own);
}

/** Who came late gets the same answer several times. */
function pilesUp(known: Known): Found[] {
  const late = heardIn(known, company.id, LATE);
  const turn = late?.turns.at(-1);
  const texts = turn?.heard.map(({ text, hex }) => text ?? hex ?? '') ?? [];
  const twice = texts.filter((text, index) => texts.indexOf(text) !== index);
  if (!turn || known.manner?.answers !== 1 || twice.length === 0) return [];
  return [
    {
      cause: 'listeners-pile-up',
      confidence: 'likely',
      title: `One message got ${texts.length} answers, ${twice.length + 1} of them the same`,
      advice:
        'A connection that was alone got one. With each connection one more listener, or one more entry in a list, is added to something that all share. Add it once, or take it away when the connection ends.',
      experiment: company.id,
      evidence: [turn.sent.seq, ...turn.heard.map(({ seq }) => seq)].slice(0, 10),
    },
  ];
}

/** The newer tab was answered until the older one left. */
function overwritten(known: Known): Found[] {
  const [newer, older] = [heardIn(known, company.id, NEWER_TAB), heardIn(known, company.id, OLDER_TAB)];
  const remains = heardIn(known, company.id, REMAINS);
  // Where it is the same with two ids, it is not for the id.
  if (remains && known.door.path.includes('{') && isForgotten(remains)) return [];
  const [, after] = newer?.turns.slice(-2) ?? [];
  if (!newer || !older?.closed || !after || newer.closed?.by === 'handler' || !isForgotten(newer)) return [];
  return [
    {
      cause: 'id-overwritten',
      confidence: 'likely',
      title: 'A second connection with the same id was forgotten when the first one left',
      advice:
        'It was answered until then. Both had one entry, and whoever left removed it, whosever it was. Keep the connections of an id in a set, or remove an entry only where it is still one’s own.',
      experiment: company.id,
      evidence: [older.closed.seq, ...newer.turns.slice(-1).map(({ sent }) => sent.seq)],
    },
  ];
}

/** It was answered before, and is not now. */
function isForgotten({ turns }: Heard): boolean {
  const [before, after] = turns.slice(-2);
  if (!before || !after || before.heard.length === 0) return false;
  return after.heard.length === 0 || (isRefusal(after) && !isRefusal(before));
}

/** It says that it does not know who asks. */
function isRefusal({ heard }: Turn): boolean {
  return heard.some(({ text }) => /\b(?:error|unknown|not found|not registered|no such|offline|not connected)\b/i.test(text ?? ''));
}

/** Node warns of an emitter that has more than ten listeners, and never were so many connections open. */
function leaks({ runs }: Known): Found[] {
  const played = runs.get(goodbyes.id);
  // Where handlers themselves are left, so is what they listen with.
  if (played?.verdict.kind === 'broken' && played.verdict.name === AFTER) return [];
  const warning = played?.timeline.find((event) => event.kind === 'output' && /MaxListenersExceededWarning/.test(event.text));
  if (!warning) return [];
  return [
    {
      cause: 'listeners-pile-up',
      confidence: 'certain',
      title: 'With each connection a listener is added, and never taken away',
      advice:
        'Node warns of it after ten. Each of them goes on after its connection has ended. Take it away when the connection closes, with off or removeListener.',
      experiment: goodbyes.id,
      evidence: [warning.seq],
    },
  ];
}
