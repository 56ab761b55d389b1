/** What `clinic export` writes is run as a team runs it: with its own runner, in its own folder, against a real server. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { answersJson, type Client, type Entry, json } from 'socket-clinic/scenario';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportStep } from '../../cli/commands/export.ts';
import { exportFile } from '../../cli/export-file.ts';
import { loadCatalog } from '../../lessons/catalog.ts';
import { FLAVOURS, type Flavour, type RunReport, scriptOf, writeTestFile } from '../../sandbox/index.ts';
import type { Dialect } from '../../sandbox/runtimes/dialect.ts';
import { clinic, runToEnd } from '../helpers/processes.ts';
import { realEnvironment } from '../helpers/python.ts';
import { STACKS, WITHOUT_PYTHON } from '../helpers/python-sandbox.ts';
import { alone, startSandbox, wsHandler } from '../helpers/sandbox.ts';
import { failuresIn, startBackend, Team } from '../helpers/team.ts';

/** The one that an exported file is written with. */
const SEED = '0'.repeat(32);
const catalog = await loadCatalog();
const steps = catalog.lessons.flatMap((lesson) => lesson.steps);
const sandbox = startSandbox({ poolSize: 1, python: realEnvironment });
let team: Team;

beforeAll(async () => {
  team = await Team.make();
  if (!WITHOUT_PYTHON) team.installPytest();
});
afterAll(async () => {
  await team?.[Symbol.asyncDispose]();
  await sandbox.close();
});

/** As `clinic export` writes it, in a file of the team's. */
async function exported(id: string, flavour: Flavour, idle: number, dialect: Dialect): Promise<string> {
  const { text } = await exportStep(catalog.step(id)!, { flavour, dialect, url: 'ws://127.0.0.1:8000', idle });
  const name = `${id}-${idle}`;
  return team.write(flavour === 'pytest' ? `test_${name.replaceAll(/\W/g, '_')}.py` : `${name}-${flavour}.test.mjs`, text);
}

/** The sandbox's own verdict, as the exported file says it. */
function sentenceOf({ verdict }: RunReport): string {
  return verdict.kind === 'broken' ? `Expected ${verdict.expected}. Observed: ${verdict.observed}.` : verdict.kind;
}

test.for<[step: string, dialect: Dialect, flavours: Flavour[]]>([
  ['double-wrapped', 'ws', ['node', 'vitest']],
  ['open-then-gone', 'fastapi', ['node', 'pytest']],
  ['never-accepted', 'fastapi', ['node', 'pytest']],
])('the checks of %s pass on a fixed backend in %s, and fail on a broken one as a run does', async ([id, dialect, flavours], { skip }) => {
  skip(WITHOUT_PYTHON && dialect === 'fastapi', 'without FastAPI');
  const { folder, scenario: asked, exercises } = catalog.step(id)!;
  const [solution, starter] = ['solution', 'starter'].map((name) => join(folder, dialect, `${name}.${dialect === 'ws' ? 'ts' : 'py'}`));
  await using fixed = await startBackend(solution!);
  await using broken = await startBackend(starter!);
  const judged = sentenceOf(await sandbox.run({ source: exercises[dialect]!.starter, dialect, scenario: asked, seed: SEED }));
  for (const flavour of flavours) {
    const passed = await team.run(flavour, [await exported(id, flavour, 0.05, dialect)], fixed);
    expect(passed).toMatchObject({ status: 0, stdout: expect.stringMatching(/\b1 passed|pass 1\b/) });
    // All the time that the scenario lets pass: none of it is waited for, since the broken one is told before.
    const failed = await team.run(flavour, [await exported(id, flavour, 60, dialect)], broken);
    expect({ status: failed.status, failures: failuresIn(failed) }).toEqual({ status: 1, failures: [judged] });
  }
});

/** Does what the end of the path says. */
const ILL = `import type { IncomingMessage, Server } from 'node:http';
import { WebSocketServer } from 'ws';

const deedOf = ({ url = '' }: IncomingMessage) => url.split('/').at(-1);

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({
    server,
    verifyClient: ({ req }, done) => done(deedOf(req) !== 'refuses', 403, 'Forbidden'),
  });
  sockets.on('connection', (socket, request) => {
    const deed = deedOf(request);
    socket.on('error', () => {});
    if (deed === 'greets') socket.send('welcome');
    socket.on('message', () => {
      if (deed === 'closes') socket.close(1011, 'out of paper');
      if (deed === 'closes-by-a-code-of-its-own') socket.close(4001);
      if (deed === 'closes-without-a-code') socket.close();
      if (deed === 'cuts') socket.terminate();
      if (deed === 'sends-bytes') socket.send(Buffer.from('ok'));
      if (deed === 'sends-prose') socket.send('Message received');
      if (deed === 'leaves-a-key-out') socket.send('{"type":"response"}');
      if (deed === 'sends-something-else') for (const id of [7, 2]) socket.send(JSON.stringify({ id }));
      if (deed === 'answers-twice') for (const data of ['ok', 'ok']) socket.send(JSON.stringify({ data }));
    });
  });
}
`;

const hello = { send: json({ type: 'hi' }), reply: answersJson({ data: 'ok' }) };
const asks = (client: Client) => client.asks(hello);

const AILMENTS: Record<string, (client: Client) => Entry[]> = {
  refuses: () => [],
  greets: (client) => client.staysOpen(60_000),
  closes: asks,
  'closes-by-a-code-of-its-own': (client) => [...client.sends(hello.send), ...client.ends(1011)],
  'closes-without-a-code': asks,
  cuts: asks,
  'sends-bytes': asks,
  'sends-prose': asks,
  'leaves-a-key-out': asks,
  'sends-something-else': (client) =>
    client.asksInAnyOrder([1, 2].map((id) => ({ send: json({ type: 'hi', id }), reply: answersJson({ id }) }))),
  'answers-twice': (client) => [...asks(client), ...client.leaves()],
  'says-nothing': asks,
};

test('whatever ails a backend is told in the words of a verdict', async () => {
  await using broken = await startBackend(await team.write('ill.ts', ILL));
  const scenarios = Object.entries(AILMENTS).map(([deed, then]) => ({
    deed,
    asked: alone((draw) => [...draw.client('A').opens({ path: `/ws/${deed}` }), ...then(draw.client('A'))]),
  }));
  const reports = await Promise.all(scenarios.map(({ asked }) => sandbox.run({ source: ILL, dialect: 'ws', scenario: asked, seed: SEED })));
  const judged = reports.map(sentenceOf).sort();
  const told = await Promise.all(
    FLAVOURS.filter((flavour) => flavour !== 'vitest' && (flavour === 'node' || !WITHOUT_PYTHON)).map(async (flavour) => {
      const files = scenarios.map(async ({ deed, asked }) => {
        const request = { title: deed, script: scriptOf(asked, SEED, 'ws'), flavour, url: broken.url, idleMs: 60_000 };
        const name = flavour === 'node' ? `${deed}.test.mjs` : `test_${deed.replaceAll('-', '_')}.py`;
        return team.write(name, (await writeTestFile(request)).text);
      });
      return failuresIn(await team.run(flavour, await Promise.all(files), broken));
    }),
  );
  expect(told).toEqual(told.map(() => judged));
});

const HEALTHY = wsHandler("    socket.on('error', () => {});\n    socket.on('message', () => socket.send('{\"type\":\"response\"}'));");
const ANSWERS_ONCE = HEALTHY.replace("'));", "', () => socket.close(1011)));");

test('what a handler does is asked of it once more: it passes, and fails when it does so no longer', async () => {
  const file = await team.write('chat.ts', HEALTHY);
  await using fixed = await startBackend(file);
  await using broken = await startBackend(await team.write('chat-that-closes.ts', ANSWERS_ONCE));
  const request = { flavour: 'node' as const, url: fixed.url, idle: 0.05, seed: SEED };
  const written = await team.write('chat.test.mjs', (await exportFile(file, request)).text);
  expect(await team.run('node', [written], fixed)).toMatchObject({ status: 0, stdout: expect.stringContaining('pass 1') });
  const observed = 'the handler ended the connection with close 1011 (internal error)';
  expect(failuresIn(await team.run('node', [written], broken))).toEqual([
    `Expected the connection to receive {"type":"response"}. Observed: ${observed}.`,
  ]);
});

test('a whole program is played as a handler, too', async () => {
  const handler = HEALTHY.replace('export default ', '').replace('import type { Server }', 'import { createServer, type Server }');
  const file = await team.write('program.ts', `${handler}\nconst server = createServer();\nattach(server);\nserver.listen(8080);\n`);
  const { text } = await exportFile(file, { flavour: 'node', url: 'ws://127.0.0.1:8080', idle: 5, seed: SEED });
  expect(text).toContain("receives({ json: { type: 'response' } })");
});

test.each([
  [
    catalog.step('open-then-gone')?.exercises.ws?.starter ?? '',
    /^Expected a handler that works, got .*chat\.ts\. .* The command diagnose tells more\.$/,
  ],
  [
    HEALTHY.replace(/socket\.send\(.*\)\);/, '{});'),
    /^Expected a handler that answers a message in the same way each time, got .*chat\.ts\. /,
  ],
])('of a handler that is broken, or answers nothing, no test is made', async (source, words) => {
  const file = await team.write('chat.ts', source);
  await expect(exportFile(file, { flavour: 'node', url: 'ws://127.0.0.1:8000', idle: 5, seed: SEED })).rejects.toThrow(words);
});

/** What no client library can do or see, by the steps that are about it. */
const REFUSED: Record<string, string> = {
  'goodbye-is-normal': 'it is about what the backend logs',
  'frozen-loop': 'it asks which of two connections is answered first',
  'lost-first-message': 'it is played to the millisecond, by the clock of a run',
  'out-of-order': 'it is played to the millisecond, by the clock of a run',
  'binary-surprise': 'it sends frames that no client library sends',
  'too-big': 'it sends frames that no client library sends',
  'no-error-listener': 'it sends frames that no client library sends',
  'who-goes-there': 'it asks for what an earlier message has brought',
  'wrong-door': 'it sends a request that is not an opening handshake',
};

test('each step is exported, or refused with its reason', async () => {
  const reasons: Record<string, string> = {};
  const python: string[] = [];
  for (const step of steps) {
    for (const flavour of FLAVOURS) {
      try {
        const { text } = await exportStep(step, { flavour, url: 'ws://127.0.0.1:8000', idle: 5 });
        if (flavour === 'pytest') python.push(text);
        else new Script(text.replaceAll(/^import .*$/gm, ''));
      } catch (failure) {
        reasons[step.id] =
          /: (.*)\. The command run plays it against a handler\.$/.exec((failure as Error).message)?.[1] ?? String(failure);
      }
    }
  }
  expect(reasons).toEqual(REFUSED);
  if (WITHOUT_PYTHON) return;
  const { status, stderr } = runToEnd(
    STACKS[0]!.python,
    ['-c', 'import ast, json, sys\nfor text in json.load(sys.stdin): ast.parse(text)'],
    {
      input: JSON.stringify(python),
    },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('how an address answers is asked of it, and of another one that does not answer so', async () => {
  const { folder } = catalog.step('open-then-gone')!;
  await using fixed = await startBackend(join(folder, 'ws', 'solution.ts'));
  await using broken = await startBackend(join(folder, 'ws', 'starter.ts'));
  const message = ['--message', '{"type":"hi"}', '--idle', '0.05'];
  const { status, stdout, stderr } = clinic('export', `${fixed.url}/ws/ada?room=7`, ...message);
  expect({ status, stderr }).toEqual({
    status: 0,
    stderr: expect.stringMatching(/^To ws:.*text message: \{"type":"hi"\}.*Nothing else is sent\.$/ms),
  });
  expect(stdout).toContain('/ws/ada?room=7');
  const files = [await team.write('address.test.mjs', stdout)];
  expect(await team.run('node', files, fixed)).toMatchObject({ status: 0, stdout: expect.stringMatching(/pass 1\b/) });
  const failed = await team.run('node', files, broken);
  expect({ status: failed.status, failures: failuresIn(failed) }).toEqual({
    status: 1,
    failures: [expect.stringMatching(/^Expected .*"Message received".* Observed: no message came/)],
  });
  const refused = clinic('export', broken.url, ...message);
  expect(refused).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Give one that it answers with --message.') });
});

test('export writes to standard output, or to a file that was not there', async () => {
  const file = team.at('written.mjs');
  const [printed, written, again] = [[], ['--out', file], ['--out', file]].map((to) =>
    clinic('export', 'one-and-done', '--idle', '2', ...to),
  );
  expect(printed).toMatchObject({ status: 0, stderr: '', stdout: await readFile(file, 'utf8') });
  expect(written).toEqual({ status: 0, stderr: '', stdout: `The test is in ${file}.\nIt does not look at what the backend logs.\n` });
  expect(again).toMatchObject({ status: 2, stderr: expect.stringContaining('(EEXIST). Move that one away, or name another.') });
  expect(printed?.stdout).toMatch(/^\/\/ It does not look at what the backend logs\.$/m);
  expect(printed?.stdout).toMatch(/ pause\(2000\);/);
});

test.each([
  [['too-big'], 'Expected a step that a client library can play, got too-big: it sends frames that no client library sends.'],
  [['open-then-gone', '--url', 'http://127.0.0.1'], 'Expected an address such as ws://127.0.0.1:8000.'],
  [['open-then-gone', '--idle', '0'], 'Expected a number of seconds, more than 0 and at most 600.'],
  [['ws://localhost:8000'], 'Give one with --message, such as \'{"type":"hi"}\'.'],
  [['ws://localhost:8000/?token=1', '--message', 'hi'], 'got ws://localhost:8000/?token=…: a test file is kept where others read it.'],
  [['http://localhost:8000', '--message', 'hi'], 'Write ws://localhost:8000/.'],
  [['nowhere.py'], 'Expected a file that can be read, got "nowhere.py" (ENOENT).'],
  [['open-then-gone', '--flavour', 'jest'], 'node, vitest, pytest'],
  [['open-then-gone', '--out', 'no-such-folder/healthy.mjs'], '(ENOENT). Name another.'],
])('export %j is a usage error', (args, words) => {
  const { status, stdout, stderr } = clinic('export', ...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(words);
});
