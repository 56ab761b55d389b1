/** What of a timeline the diagnosis looks at: the connection on which the run parted from the working pattern. */
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../sandbox/scenario/entry.ts';
import { find } from '../../../sandbox/verdict/findings.ts';
import type { Verdict } from '../../../sandbox/verdict/verdict.ts';
import { accepted, fin, numbered, OPENS, scriptOf, type Told, text } from '../../helpers/timeline.ts';

const ASK: Entry = { do: 'send', connection: 'A', frames: [] };
const OF_B = { ...OPENS, connection: 'B' } as Entry;
const SCRIPT = scriptOf(ASK, OPENS, OF_B);
const broken = (entry: number): Verdict => ({
  kind: 'broken',
  summary: '',
  expected: '',
  observed: 'nothing came',
  observedKind: 'silence',
  entry,
});
const crashed = (entry?: number): Verdict => ({ kind: 'crashed', exit: { code: 1, signal: null }, entry });

const sent = (opcode: 'text' | 'ping' | 'binary'): Told => ({ kind: 'frame-sent', opcode, fin: true, bytes: 1 });
const came = (opcode: 'pong' | 'binary' | 'continuation'): Told => ({ kind: 'frame-received', opcode, fin: true, bytes: 1 });
const error = { name: 'Error', message: '', stack: '' };
const onA: Told[] = [
  accepted,
  { kind: 'handshake-refused', status: 403, statusText: '', body: '' },
  text('hi'),
  came('binary'),
  came('continuation'),
  came('pong'),
  sent('text'),
  sent('binary'),
  sent('ping'),
  { kind: 'handler-returned' },
  { kind: 'handler-threw', error },
  fin,
];
const ofAll: Told[] = [
  { kind: 'never-awaited', call: 'f' },
  { kind: 'ending', call: 'one' },
  { kind: 'ending', call: 'two' },
  { kind: 'uncaught', error, origin: 'exception' },
  { kind: 'process-exited', code: 1, signal: null },
  { kind: 'limit-exceeded', limit: { what: 'time', max: 1, unit: 'ms' } },
];
/** The events of A have the numbers 0 to 11, those of the whole process 12 to 17, and each comes twice. */
const facts = [...onA.map((fact) => ({ ...fact, connection: 'A' })), ...ofAll];
const TIMELINE = [...facts, ...facts].map(numbered);

/** The number of what was found, or the numbers. */
function numbersOf(verdict: Verdict) {
  const {
    verdict: _verdict,
    unmet: _unmet,
    observed: _observed,
    observedKind: _kind,
    outside: _outside,
    ...found
  } = find(SCRIPT, TIMELINE, verdict);
  return Object.fromEntries(
    Object.entries(found).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, Array.isArray(value) ? value.map(({ seq }) => seq) : value.seq]],
    ),
  );
}

const OF_THE_PROCESS = { neverAwaited: [12, 30], uncaught: 15, ending: 32, exited: 16, limit: 17 };

describe('events are found', () => {
  test('on the connection of the unmet expectation, the first of each kind', () => {
    expect(numbersOf(broken(1))).toEqual({
      accepted: 0,
      refused: 1,
      answers: [2, 3, 20, 21],
      pongs: [5, 23],
      messages: [6, 7, 24, 25],
      returned: 9,
      threw: 10,
      closed: 11,
      ...OF_THE_PROCESS,
    });
  });

  test('on no other connection, but for those of the process', () => {
    expect(numbersOf(broken(2))).toEqual({ answers: [], messages: [], pongs: [], ...OF_THE_PROCESS });
  });

  test('on A, where nobody can say on which', () => {
    for (const verdict of [broken(0), broken(99), crashed(), { kind: 'working' } as Verdict])
      expect(numbersOf(verdict)).toMatchObject({ accepted: 0, closed: 11 });
  });
});

test('the unmet expectation and what it observed are those of the verdict', () => {
  expect(find(SCRIPT, [], broken(2))).toMatchObject({ unmet: OF_B, observed: 'nothing came', observedKind: 'silence' });
  expect(find(SCRIPT, [], crashed(2))).toMatchObject({ unmet: OF_B, observed: '', observedKind: undefined });
  expect(find(SCRIPT, [], broken(0)).unmet).toBeUndefined();
  expect(find(SCRIPT, [], { kind: 'working' }).unmet).toBeUndefined();
});
