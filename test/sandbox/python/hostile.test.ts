/** Programs against the Python process: none is judged working, each ends within its bound, and says what happened where it can be said. */
import { readdirSync, readFileSync } from 'node:fs';
import { json } from 'socket-clinic/scenario';
import { afterAll, describe, expect, test } from 'vitest';
import { showReport } from '../../../cli/show-report.ts';
import type { RunReport, Sandbox } from '../../../sandbox/index.ts';
import type { Denied, TimelineEvent } from '../../../sandbox/timeline/timeline.ts';
import { drawShare } from '../../helpers/drawn.ts';
import { descriptors, startedBy } from '../../helpers/processes.ts';
import { realEnvironment } from '../../helpers/python.ts';
import { framed, WITHOUT_PYTHON } from '../../helpers/python-sandbox.ts';
import { among, OK, startSandbox } from '../../helpers/sandbox.ts';
import { blockUnder } from '../../helpers/source-document.ts';

const FOLDER = new URL('../../handlers/hostile-python/', import.meta.url);

/** What a run must have come to, as its timeline and what a person reads have it. */
type Shows = (report: RunReport, source: string) => void;

/** What a person reads before the timeline. */
const read = (report: RunReport) => showReport(report, undefined).split('\nTimeline')[0] ?? '';
const verdict = (kind: RunReport['verdict']['kind'], report: RunReport) => expect(report.verdict.kind, read(report)).toBe(kind);
const limit =
  (what: string, words?: string | RegExp): Shows =>
  (report, source) => {
    verdict('limit-exceeded', report);
    const exceeded = report.timeline.find((event) => event.kind === 'limit-exceeded');
    expect(exceeded).toMatchObject({ limit: { what } });
    if (words !== undefined && exceeded?.kind === 'limit-exceeded') expect(lineOf(source, exceeded.limit.at?.line)).toMatch(words);
    expect(read(report)).toMatch(/so it was stopped\..*(Look for|a loop that never waits)/s);
  };
const threw =
  (error: Record<string, unknown>, says: RegExp | string = 'The handler threw'): Shows =>
  (report) => {
    verdict('broken', report);
    expect(report.timeline).toContainEqual(expect.objectContaining({ kind: 'handler-threw', error: expect.objectContaining(error) }));
    expect(read(report)).toMatch(says);
  };
const denied = (what: Denied): Shows => threw({ means: { kind: 'denied', what } }, `The sandbox lets no handler ${DENIED[what]} at line`);
const ended =
  (call: string): Shows =>
  (report) => {
    verdict('crashed', report);
    expect(report.timeline).toContainEqual(expect.objectContaining({ kind: 'ending', call, at: expect.anything() }));
    expect(read(report)).toContain(`${call} at line`);
  };
const exited =
  (exit: Partial<TimelineEvent>, says = /ended the whole process/): Shows =>
  (report) => {
    verdict('crashed', report);
    expect(report.timeline).toContainEqual(expect.objectContaining({ kind: 'process-exited', ...exit }));
    expect(read(report)).toMatch(says);
  };
const abused = exited({ abused: true } as Partial<TimelineEvent>, /reached for the sandbox’s own channel/);
const says =
  (kind: RunReport['verdict']['kind']) =>
  (words: RegExp): Shows =>
  (report) => {
    verdict(kind, report);
    expect(read(report)).toMatch(words);
  };
const [broken, crashed, refused] = [says('broken'), says('crashed'), says('did-not-compile')];
/** How it ends hangs on the Python, or on how much memory there is: that it ends does not. */
const notWorking: Shows = (report) => expect(report.verdict.kind).not.toBe('working');

const DENIED: Partial<Record<Denied, string>> = {
  processes: 'start processes',
  network: 'reach the network',
  'native-code': 'load native code',
  'read-files': 'read files',
  'write-files': 'write files',
  heap: 'look at its own heap',
};

const PROGRAMS: Record<string, Shows> = {
  'spins-in-the-handler': limit('time', /while True|pass/),
  'spins-at-import': limit('time'),
  'spins-in-a-regular-expression': limit('time', 're.match'),
  'spins-in-a-power': limit('time', 'print(3'),
  'spins-in-a-destructor': limit('time', /while True|pass/),
  'spins-while-garbage-is-collected': limit('time', /while True|pass/),
  'spins-on-its-way-out': limit('time'),
  'sums-without-end': limit('time', 'sum('),
  'revives-in-a-destructor': limit('time'),
  'polls-without-a-pause': broken(/got no proper answer/),
  forks: denied('processes'),
  'forks-by-multiprocessing': refused(/No handler starts processes here: 'multiprocessing' cannot be imported/),
  'starts-a-process': denied('processes'),
  'becomes-a-shell': denied('processes'),
  'calls-native-code': denied('native-code'),
  'connects-to-loopback': denied('network'),
  listens: denied('network'),
  'asks-for-an-address': denied('network'),
  'asks-for-input': threw({ name: 'EOFError' }),
  'opens-a-debugger': threw({ name: 'BdbQuit' }, /threw BdbQuit at line \d+/),
  'reads-the-accounts': denied('read-files'),
  'reads-the-process': denied('read-files'),
  'lists-the-root': denied('read-files'),
  'links-to-the-accounts': denied('write-files'),
  'writes-a-file': denied('write-files'),
  'fills-the-temporary-folder': denied('write-files'),
  'looks-at-its-own-heap': denied('heap'),
  'signals-its-parent': denied('processes'),
  'grows-a-list': limit('memory'),
  'grows-at-once': limit('memory', 'bytearray'),
  'grows-at-import': limit('memory', 'bytearray'),
  'grows-by-a-format': limit('memory', '1 << 32'),
  'survives-memory-errors': limit('memory'),
  'raises-its-own-limits': limit('memory'),
  'floods-stdout': limit('output'),
  'floods-stderr': limit('output'),
  'floods-frames': limit('frames'),
  'floods-bytes': limit('wire'),
  'dumps-its-traces': threw({ name: 'UnsupportedOperation' }),
  'sends-deep-json': broken(/got no proper answer/),
  'closes-every-descriptor': abused,
  'closes-the-commands': abused,
  'closes-what-it-tells-on': abused,
  'replaces-the-commands': abused,
  'writes-on-the-channel': abused,
  'writes-the-servers-lines': broken(/The handler returned at line \d+/),
  'reads-the-commands': limit('time', 'os.read'),
  'reads-the-releases': limit('time', 'os.read'),
  'steals-the-key': broken(/nobody listens/),
  'jumps-the-clock': broken(/the connection never opened|got no proper answer/),
  'patches-the-loop': limit('time'),
  'patches-the-protocols': broken(/The opening handshake got no answer/),
  'patches-json-and-print': broken(/got no proper answer/),
  'hooks-imports': threw({ name: 'ImportError' }),
  'audits-everything': crashed(/The process ended \(exit code \d+\)|audit|not /),
  'takes-the-trace-away': broken(/The handler returned/),
  'exits-with-0': ended('os._exit(0)'),
  'exits-at-import': ended('sys.exit(0)'),
  'exits-in-a-thread': crashed(/The process ended \(exit code 3\)|os\._exit/),
  'faults-itself': exited({ signal: 'SIGSEGV' } as Partial<TimelineEvent>),
  'raises-an-alarm': exited({ signal: 'SIGALRM' } as Partial<TimelineEvent>),
  'ignores-signals': limit('time'),
  recurses: threw({ name: 'RecursionError' }),
  'recurses-without-a-limit': notWorking,
  'waits-for-a-lock-for-ever': limit('time', 'lock.acquire'),
  'starts-threads-without-end': notWorking,
  'reloads-without-end': limit('time'),
  'throws-what-cannot-be-read': threw({ name: 'Unreadable' }),
  'closes-its-streams': threw({ name: 'ValueError' }),
  'fails-in-a-finalizer': threw({ name: 'SystemExit' }, /threw SystemExit at line \d+/),
  'never-accepts': broken(/The opening handshake got no answer/),
  'leaves-tasks-that-fail': limit('output'),
  'answers-the-first-client-only': broken(/got no proper answer/),
  'answers-before-the-question': broken(/nothing asked for/),
  'tires-after-eight-messages': broken(/got no proper answer/),
  'turns-those-away-who-come-back': broken(/came back/),
  'serves-a-minute-and-no-longer': crashed(/os\._exit\(0\)|exit code 0/),
  'recognises-the-probe': notWorking,
};

/** Too long to be kept as files. */
const MADE: [string, string, Shows][] = [
  [
    'nests ten thousand parentheses',
    `x = ${'('.repeat(10_000)}${')'.repeat(10_000)}\n`,
    refused(/too many nested parentheses|too complex|recursion|memory/i),
  ],
  ['nests lambdas to the bound of a source', `x = ${'lambda: '.repeat(7_000)}0\n`, notWorking],
  ['multiplies its finally blocks', nestedFinally(18), notWorking],
  ['is longer than a source may be', `x = "${'x'.repeat(70_000)}"\n`, refused(/64 KiB/)],
  ['has a NUL in the middle', 'x = "\0"\n', refused(/null|NUL/)],
];

/** CPython compiles a finally block twice: once for either way into it. */
function nestedFinally(depth: number): string {
  const lines = ['def multiply():'];
  for (let level = 0; level < depth; level++) lines.push(`${' '.repeat(level + 1)}try: pass`, `${' '.repeat(level + 1)}finally:`);
  return `${[...lines, `${' '.repeat(depth + 1)}pass`].join('\n')}\n`;
}

function lineOf(source: string, line: number | undefined): string {
  return source.split('\n')[(line ?? 0) - 1] ?? '';
}

const talks = among((draw) => {
  const a = draw.client('A');
  return [...a.opens(), ...a.asks({ send: json({ type: 'hi' }), reply: OK }), ...a.leaves()];
});

test('every program is in the list', () => {
  const there = readdirSync(FOLDER).map((file) => file.replace(/\.py$/, ''));
  expect(Object.keys(PROGRAMS).toSorted()).toEqual(there.toSorted());
});

function run(sandbox: Sandbox, source: string): Promise<RunReport> {
  return sandbox.run({ source, dialect: 'fastapi', scenario: talks });
}

const kept = (name: string) => readFileSync(new URL(`${name}.py`, FOLDER), 'utf8');
const INNOCENT = framed(blockUnder('2. Correct'));

describe.skipIf(WITHOUT_PYTHON)('behind the layers of every run', () => {
  const sandbox = startSandbox({ python: realEnvironment });
  afterAll(() => sandbox.close());

  test.concurrent.each(drawShare(Object.entries(PROGRAMS), 0.5, 'hostile programs on Python'))('%s', async (name, shows) => {
    const source = kept(name);
    shows(await run(sandbox, source), source);
  });

  test.concurrent.each(MADE)('a source that %s', async (_what, source, shows) => {
    shows(await run(sandbox, framed(source)), source);
  });

  test.concurrent.each(Array.from({ length: 10 }, (_, index) => index))('meanwhile an innocent handler works (%i)', async () => {
    expect((await run(sandbox, INNOCENT)).verdict).toEqual({ kind: 'working' });
  });
});

const RUDE = [
  'exits-with-0',
  'faults-itself',
  'ignores-signals',
  'closes-every-descriptor',
  'starts-threads-without-end',
  'grows-at-once',
  'forks',
];

test.skipIf(WITHOUT_PYTHON)('nothing is left of them: no process, and no descriptor', async () => {
  // What Node keeps for itself once it has started a first process is there before the count.
  const first = startSandbox({ python: realEnvironment });
  await run(first, INNOCENT);
  await first.close();
  const before = descriptors().length;
  const sandbox = startSandbox({ python: realEnvironment });
  await Promise.all(RUDE.map((name) => run(sandbox, kept(name))));
  await sandbox.close();
  await expect.poll(() => startedBy(process.pid).filter(({ command }) => /socket-clinic|bwrap|python/.test(command))).toEqual([]);
  await expect.poll(() => descriptors().length).toBeLessThanOrEqual(before);
});
