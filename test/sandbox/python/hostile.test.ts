/** Programs against the Python process: none is judged working, each ends within its bound, and says what happened where it can be said. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { json } from '../../../sandbox/scenario/index.ts';
import type { TimelineEvent } from '../../../sandbox/timeline/timeline.ts';
import { framed, type Played, PythonSandbox, STACKS, WITHOUT_PYTHON } from '../../helpers/python-sandbox.ts';
import { among, OK } from '../../helpers/sandbox.ts';
import { blockUnder } from '../../helpers/source-document.ts';

const FOLDER = new URL('../../handlers/hostile-python/', import.meta.url);

/** What a run must have come to, as the timeline has it. */
type Shows = (played: Played, source: string) => unknown;

const events = ({ timeline }: Played) => timeline;
const limit =
  (what: string, words?: string | RegExp): Shows =>
  (played, source) => {
    const exceeded = events(played).find((event) => event.kind === 'limit-exceeded');
    expect(exceeded).toMatchObject({ limit: { what } });
    if (words !== undefined && exceeded?.kind === 'limit-exceeded') expect(lineOf(source, exceeded.limit.at?.line)).toMatch(words);
  };
const threw =
  (error: Record<string, unknown>): Shows =>
  (played) =>
    expect(events(played)).toContainEqual(expect.objectContaining({ kind: 'handler-threw', error: expect.objectContaining(error) }));
const denied = (what: string): Shows => threw({ means: { kind: 'denied', what } });
const ended =
  (call: string): Shows =>
  (played) =>
    expect(events(played)).toContainEqual(expect.objectContaining({ kind: 'ending', call, at: expect.anything() }));
const exited =
  (exit: Partial<TimelineEvent>): Shows =>
  (played) =>
    expect(events(played)).toContainEqual(expect.objectContaining({ kind: 'process-exited', ...exit }));
const abused = exited({ abused: true } as Partial<TimelineEvent>);
const broken: Shows = ({ verdict }) => expect(verdict?.kind).toBe('broken');

const PROGRAMS: Record<string, Shows> = {
  'spins-in-the-handler': limit('time', /while True|pass/),
  'spins-at-import': limit('time'),
  'spins-in-a-regular-expression': limit('time', 're.match'),
  'spins-in-a-power': limit('time', 'print(3'),
  'polls-without-a-pause': broken,
  forks: denied('processes'),
  'starts-a-process': denied('processes'),
  'becomes-a-shell': denied('processes'),
  'calls-native-code': denied('native-code'),
  'connects-to-loopback': denied('network'),
  listens: denied('network'),
  'asks-for-an-address': denied('network'),
  'reads-the-accounts': denied('read-files'),
  'reads-the-process': denied('read-files'),
  'lists-the-root': denied('read-files'),
  'writes-a-file': denied('write-files'),
  'looks-at-its-own-heap': denied('heap'),
  'signals-its-parent': denied('processes'),
  'grows-a-list': limit('memory'),
  'grows-at-once': limit('memory', 'bytearray'),
  'grows-at-import': limit('memory', 'bytearray'),
  'floods-stdout': limit('output'),
  'floods-stderr': limit('output'),
  'floods-frames': limit('frames'),
  'floods-bytes': limit('wire'),
  'closes-every-descriptor': abused,
  'closes-the-commands': abused,
  'closes-what-it-tells-on': abused,
  'replaces-the-commands': abused,
  'writes-on-the-channel': abused,
  'reads-the-commands': () => {},
  'reads-the-releases': limit('time', 'os.read'),
  'steals-the-key': broken,
  'jumps-the-clock': broken,
  'patches-the-loop': limit('time'),
  'patches-the-protocols': broken,
  'patches-json-and-print': broken,
  'takes-the-trace-away': broken,
  'exits-with-0': ended('os._exit(0)'),
  'exits-at-import': ended('sys.exit(0)'),
  'spins-on-its-way-out': ended('sys.exit(0)'),
  'faults-itself': exited({ signal: 'SIGSEGV' } as Partial<TimelineEvent>),
  'ignores-signals': limit('time'),
  recurses: threw({ name: 'RecursionError' }),
  'recurses-without-a-limit': () => {},
  'waits-for-a-lock-for-ever': limit('time', 'lock.acquire'),
  'starts-threads-without-end': () => {},
  'reloads-without-end': limit('time'),
  'throws-what-cannot-be-read': broken,
  'closes-its-streams': threw({ name: 'ValueError' }),
  'never-accepts': broken,
  'leaves-tasks-that-fail': limit('output'),
};

function lineOf(source: string, line: number | undefined): string {
  return source.split('\n')[(line ?? 0) - 1] ?? '';
}

const talks = among((draw) => [...draw.client('A').opens(), ...draw.client('A').asks({ send: json({ type: 'hi' }), reply: OK })]);

test('every program is in the list', () => {
  const kept = readdirSync(FOLDER).map((file) => file.replace(/\.py$/, ''));
  expect(Object.keys(PROGRAMS).toSorted()).toEqual(kept.toSorted());
});

/** Those that spin take their seconds: the first stack stands for all. */
describe.skipIf(WITHOUT_PYTHON).each(STACKS.slice(0, 1))('$title', (stack) => {
  const sandbox = new PythonSandbox(stack);
  afterAll(() => sandbox[Symbol.asyncDispose]());

  test.each(Object.entries(PROGRAMS))('%s', async (name, shows) => {
    const source = readFileSync(new URL(`${name}.py`, FOLDER), 'utf8');
    const played = await sandbox.run(source, talks);
    expect(played.diagnostics).toEqual([]);
    expect(played.verdict?.kind).not.toBe('working');
    shows(played, source);
  });

  test('an innocent handler works after them all', async () => {
    expect((await sandbox.run(framed(blockUnder('2. Correct')), talks)).verdict).toEqual({ kind: 'working' });
  });
});
