import { afterAll, expect, test } from 'vitest';
import { loadCatalog } from '../../../lessons/catalog.ts';
import { createSandbox } from '../../../sandbox/index.ts';
import { realEnvironment } from '../../helpers/python.ts';
import { endpoint, framed, WITHOUT_PYTHON } from '../../helpers/python-sandbox.ts';

const sandbox = createSandbox({ poolSize: 2, python: realEnvironment });
const { lessons } = await loadCatalog();
const step = lessons.flatMap(({ steps }) => steps).find(({ id }) => id === 'open-then-gone');
afterAll(() => sandbox.close());

function run(source: string) {
  if (!step) throw new Error('There is no step open-then-gone.');
  return sandbox.run({ source, dialect: 'fastapi', scenario: step.scenario });
}

const ECHO = `    await websocket.accept()
    try:
        while True:
            await websocket.receive_text()
            await websocket.send_json({"type": "response", "data": "Message received"})
    except WebSocketDisconnect:
        pass`;

test.skipIf(WITHOUT_PYTHON)('a handler of FastAPI’s is judged by the wire, behind the layers of every run', async () => {
  const report = await run(endpoint(ECHO));
  expect([report.verdict, report.seed.length]).toEqual([{ kind: 'working' }, 32]);
});

test.skipIf(WITHOUT_PYTHON)('a handler that returns after it has accepted is broken', async () => {
  const { verdict, timeline } = await run(endpoint('    await websocket.accept()'));
  expect(verdict.kind).toBe('broken');
  expect(timeline.map(({ kind }) => kind)).toContain('handler-returned');
});

test.skipIf(WITHOUT_PYTHON)('a source that Python cannot parse gets its place, in the columns of an editor', async () => {
  const { verdict } = await run(framed('x = "😀" +* 3\n'));
  const line = framed('').split('\n').length;
  expect(verdict).toMatchObject({ kind: 'did-not-compile', diagnostics: [{ at: { line, column: 11 } }] });
});

test.skipIf(WITHOUT_PYTHON)('a handler that reaches for the machine finds no network and no files of its user', async () => {
  const { timeline } = await run(
    endpoint(`    import os
    await websocket.accept()
    print("SEEN", sorted(os.listdir("/")), os.getuid() != 0 or os.getpid())`),
  );
  const said = timeline.flatMap((event) => (event.kind === 'output' ? [event.text] : [])).join('');
  expect(said).toMatch(/SEEN|not permitted|refused/);
  expect(said).not.toMatch(/'(home|root|work)'/);
});

test('where FastAPI is not there the run is a sandbox error that says what to do', async () => {
  await using without = { ...createSandbox({ poolSize: 1 }), [Symbol.asyncDispose]: () => without.close() };
  if (!step) throw new Error('There is no step open-then-gone.');
  await expect(without.run({ source: endpoint(ECHO), dialect: 'fastapi', scenario: step.scenario })).rejects.toThrow(
    /^FastAPI is not ready here: .* What to do: /,
  );
});
