/** Where a script lets time pass, and where it must not. */

import type { Entry } from 'socket-clinic/scenario';
import { describe, expect, test } from 'vitest';
import type { ExpectationEntry } from '../../../sandbox/scenario/entry.ts';
import { withPauses } from '../../../sandbox/scenario/pauses.ts';
import { createRandom } from '../../../sandbox/scenario/random.ts';
import { HIGHEST, LOWEST } from '../../helpers/random.ts';

const said = { sentence: '', withinMs: 1_000 };
const open = (connection = 'A'): Entry => ({ do: 'open', connection, path: '/' });
const opens = (connection = 'A'): Entry => ({ expect: 'opens', connection, ...said });
const refused = (connection = 'A'): Entry => ({ expect: 'refused', connection, statuses: [403], ...said });
const ask = (more: object = {}, connection = 'A'): Entry => ({ do: 'send', connection, frames: [], ...more });
const answer = (more: object = {}, connection = 'A'): Entry =>
  ({ expect: 'receives', connection, opcode: 'text', match: { anything: true }, ...said, ...more }) as Entry;
const leave: Entry = { do: 'close', connection: 'A' };
const ends: Entry = { expect: 'ends', connection: 'A', codes: [1000], ...said };
const output: Entry = { expect: 'output', lines: [], ...said };
const signal: Entry = { do: 'signal', signal: 'SIGTERM' };

const pauseOf = (entry: Entry) => ('pauseMs' in entry ? entry.pauseMs : undefined);
/** The indexes of the entries before which time passes. */
const pausedAt = (entries: Entry[], random = LOWEST) =>
  withPauses(entries, random).flatMap((entry, index) => (pauseOf(entry) ? [index] : []));

describe('time passes', () => {
  test.each<[string, Entry[], number[]]>([
    ['before each action of a calm script but its first', [open(), opens(), ask(), answer(), ask(), answer()], [2, 4]],
    ['not while a message is unanswered', [open(), opens(), ask(), ask(), answer(), ask(), answer()], [2, 5]],
    [
      'not while one of another connection is',
      [open('B'), opens('B'), ask({}, 'B'), open(), opens(), answer({}, 'B'), ask(), answer()],
      [2, 6],
    ],
    ['not before what is to come promptly', [open(), opens(), ask({ promptly: true }), answer(), ask({ promptly: false }), answer()], [4]],
    ['not before time that the script itself lets pass', [open(), opens(), { do: 'advance', forMs: 5 }, ask(), answer()], [3]],
    ['after a reset, which nothing answers', [open(), opens(), { do: 'reset', connection: 'A' }, open(), opens()], [2, 3]],
    [
      'not while a client has vanished, until it has returned',
      [open(), opens(), { do: 'vanish', connection: 'A' }, open('B'), opens('B'), { do: 'return', connection: 'A' }, ask({}, 'B')],
      [2, 6],
    ],
    [
      'after it was said how late pings are answered',
      [open(), opens(), { do: 'answer-pings-after', connection: 'A', delayMs: 9 }, ask(), answer()],
      [2, 3],
    ],
    ['whatever is expected of the output meanwhile', [open(), opens(), ask(), output, ask(), answer(), output, ask()], [2, 7]],
    ['before a signal and not after it', [open(), opens(), signal, ask(), answer(), ask()], [2]],
    ['before no expectation', [opens(), answer(), ends], []],
    ['in no script of one action', [open()], []],
  ])('%s', (_what, entries, places) => {
    expect(pausedAt(entries)).toEqual(places);
  });

  test('not between an entry and the answer whose time is measured from there', () => {
    const measured = answer({ notBefore: { entry: 'asked', ms: 9 } });
    const entries = [open(), opens(), ask({ name: 'asked' }), answer(), ask(), measured, ask(), answer()];
    expect(pausedAt(entries)).toEqual([2, 6]);
    expect(pausedAt(entries.with(5, answer()))).toEqual([2, 4, 6]);
  });

  test('for as long as an entry says by itself', () => {
    const entries = [open(), opens(), ask({ pauseMs: 0 }), answer(), ask({ pauseMs: 7 }), answer()];
    expect(withPauses(entries, LOWEST)).toEqual(entries);
  });
});

describe('of the pauses', () => {
  const asked = (times: number) => Array.from({ length: times }, () => [ask(), answer()]).flat();
  const before = [open('B'), opens('B')];
  const long = (entries: Entry[], seed: string) =>
    withPauses(entries, createRandom(seed, 'pauses')).findIndex((entry) => (pauseOf(entry) ?? 0) > 60_000);
  const seeds = Array.from({ length: 40 }, (_, index) => `seed ${index}`);

  test('there is one of each length, and no more in a long script', () => {
    const entries = [open(), opens(), ...asked(9)];
    const lengths = (random = LOWEST) => withPauses(entries, random).flatMap((entry) => pauseOf(entry) ?? []);
    expect(lengths()).toEqual([61_000, 1, 500, 20, 4_000]);
    expect(lengths(HIGHEST)).toEqual([75_000, 20, 3_000, 400, 12_000]);
  });

  test('the long one comes where A is open, at each such place for some seed', () => {
    const entries = [...before, open(), opens(), ...asked(2), leave, ends, open('C'), opens('C')];
    expect(new Set(seeds.map((seed) => long(entries, seed)))).toEqual(new Set([4, 6, 8]));
  });

  const hungUp: Entry = { expect: 'hung-up', connection: 'A', ...said };
  const unanswered: Entry = { expect: 'unanswered', connection: 'A', ...said };

  test.each<[string, Entry]>([
    ['is refused', refused()],
    ['is hung up on', hungUp],
    ['is left waiting', unanswered],
    ['has left', ends],
    [
      'may be refused or open',
      { expect: 'one-of', connection: 'A', alternatives: [[opens() as ExpectationEntry], [refused() as ExpectationEntry]], ...said },
    ],
  ])('the long one comes last where A %s', (_what, seen) => {
    const entries = [...before, open(), seen, ask({}, 'B'), answer({}, 'B'), ask({}, 'B'), answer({}, 'B')];
    expect(new Set(seeds.map((seed) => long(entries, seed)))).toEqual(new Set([6]));
  });

  test('A is not open after a reset', () => {
    const entries = [...before, open(), opens(), { do: 'reset', connection: 'A' } as Entry, ask({}, 'B'), answer({}, 'B')];
    expect(new Set(seeds.map((seed) => long(entries, seed)))).toEqual(new Set([4]));
  });

  test('the short ones come at places that are drawn', () => {
    const entries = [open(), opens(), ...asked(9)];
    expect(new Set(seeds.map((seed) => pausedAt(entries, createRandom(seed, 'pauses')).join())).size).toBeGreaterThan(20);
  });
});
