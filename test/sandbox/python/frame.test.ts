/** A block that was pasted without its file: what it lacks, the frame that supplies it, and a run with that frame. */
import { afterAll, describe, expect, test } from 'vitest';
import { loadCatalog } from '../../../lessons/catalog.ts';
import { createSandbox, type RunReport } from '../../../sandbox/index.ts';
import { realEnvironment } from '../../helpers/python.ts';
import { endpoint, WITHOUT_PYTHON } from '../../helpers/python-sandbox.ts';
import { output } from '../../helpers/sandbox.ts';
import { blockUnder } from '../../helpers/source-document.ts';

const scenario = (await loadCatalog()).step('open-then-gone')!.scenario;
const sandbox = createSandbox({ poolSize: 2, python: realEnvironment });
afterAll(() => sandbox.close());

const run = (source: string, framed = false) => sandbox.run({ source, dialect: 'fastapi', scenario, framed });

function refusedIn({ verdict }: RunReport) {
  if (verdict.kind !== 'did-not-compile') throw new Error(`Expected it not to compile, got ${verdict.kind}.`);
  return { frame: verdict.frame, said: verdict.diagnostics.map(({ message, frame }) => [message, frame]) };
}

const lineOf = (source: string, words: string) => source.split('\n').findIndex((line) => line.includes(words)) + 1;

describe.skipIf(WITHOUT_PYTHON)('a pasted block', () => {
  test('is offered the imports, the app and the function that it lacks', async () => {
    expect(refusedIn(await run(blockUnder('Issue B'))).frame).toEqual({
      afterLine: 0,
      text: `from fastapi import FastAPI, WebSocket

app = FastAPI()


def process_message(data):
    # Yours goes here. Until then it fails, whatever it is given.
    raise NotImplementedError("process_message is called and not defined")`,
    });
  });

  test('keeps its own imports, and gets the rest behind them', async () => {
    const imports = '"""My chat."""\nfrom fastapi import FastAPI, WebSocket, WebSocketDisconnect\n';
    const { frame } = refusedIn(await run(`${imports}\n${blockUnder('2. Correct')}`));
    expect(frame).toEqual({ afterLine: 2, text: '\nimport json\n\napp = FastAPI()' });
  });

  test('without its frame runs as the frame’s text before it would, and its lines keep their numbers', async () => {
    const source = `import asyncio\n\n${blockUnder('Issue A')}    websocket_is_open()\n`;
    const report = await run(source, true);
    expect(report.frame?.text).toContain('def websocket_is_open():');
    expect(report.diagnoses[0]).toMatchObject({
      cause: 'handler-threw',
      title: expect.stringContaining('NotImplementedError: websocket_is_open is called and not defined'),
      at: { line: lineOf(source, 'websocket_is_open()') },
    });
    expect(output(report)).toMatch(
      new RegExp(
        `"handler.py", line ${lineOf(source, 'websocket_is_open()')}, .*\\n(.*\\n){1,3} *File "frame.py", line \\d+, in websocket_is_open`,
      ),
    );
  });

  test('says what it lacks beside what no frame can supply, and runs only when that is gone', async () => {
    const report = await run(`import redis\n${blockUnder('Issue A')}`);
    expect(refusedIn(report).said).toEqual([
      [expect.stringMatching(/^There is no module named 'redis'/), undefined],
      [expect.stringMatching(/^This file defines no 'app'/), true],
      ["'WebSocket' is used here and not imported: 'from fastapi import WebSocket' is missing.", true],
    ]);
    expect(refusedIn(await run(`import redis\n${blockUnder('Issue A')}`, true)).said).toHaveLength(1);
  });

  test('that lacks nothing gets no frame', async () => {
    const report = await run(endpoint('    await websocket.accept()'), true);
    expect([report.verdict.kind, report.frame]).toEqual(['broken', undefined]);
  });

  test.each([
    ['a function that is awaited', '    await store(client_id, 1)', 'async def store(*args, **kwargs):'],
    ['one that is called in two ways', '    save(client_id)\n    save(client_id, client_id)', 'def save(*args, **kwargs):'],
    ['a module of Python’s own', '    print(traceback.format_exc())', 'import traceback'],
    ['a name of Starlette’s', '    print(WebSocketState.CONNECTED)', 'from starlette.websockets import WebSocketState'],
    ['a dependency', '    print(Depends)', 'from fastapi import Depends'],
  ])('gets %s', async (_what, body, text) => {
    expect(refusedIn(await run(endpoint(body))).frame?.text.split('\n')).toContain(text);
  });

  test.each([
    ['a name that is only read', '    nobody_knows'],
    ['an attribute of a name that is no module', '    manager.connect(websocket)'],
    ['a call that is ready for it', '    try:\n        unicode("x")\n    except NameError:\n        pass'],
    ['a name that may be made while it runs', '    globals()["made"] = print\n    made("x")'],
    ['a name that is defined further down', '    later()\n\ndef later():\n    pass'],
  ])('leaves %s to Python', async (_what, body) => {
    expect((await run(endpoint(`    await websocket.accept()\n${body}`))).verdict.kind).toBe('broken');
  });
});
