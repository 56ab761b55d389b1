/** The source document's own code, read from the document and judged as it stands there, each block on the step that it belongs to. */
import { afterAll, describe, expect, test } from 'vitest';
import { loadCatalog } from '../../lessons/catalog.ts';
import { createSandbox } from '../../sandbox/index.ts';
import { realEnvironment } from '../helpers/python.ts';
import { WITHOUT_PYTHON } from '../helpers/python-sandbox.ts';
import { blockUnder, SECTIONS } from '../helpers/source-document.ts';

const catalog = await loadCatalog();

function stepOf(id: string) {
  const step = catalog.step(id);
  if (!step) throw new Error(`There is no step ${id}.`);
  return step;
}

/** Each heading, the step that teaches what stands below it, and words by which a learner in FastAPI recognises it there. */
const TAUGHT = [
  ['🔍 Backend WebSocket Issue Diagnosis', 'open-then-gone', 'connect, open, immediate close'],
  ['Issue Confirmed ✅', 'open-then-gone', 'It worked with Postman'],
  ['Backend Issues to Check', 'open-then-gone', 'The pattern goes by two names'],
  ['1. WebSocket Handler Code', 'open-then-gone', 'async def websocket_endpoint'],
  ['Issue A: Missing Message Handler', 'open-then-gone', '*Issue A*'],
  ['Issue B: Exception in Handler', 'swallowed', '*Issue B*'],
  ['Issue C: Missing Keep-Alive Loop', 'open-then-gone', '*Issue C*'],
  ['2. Correct WebSocket Handler Pattern', 'honest-1011', 'The full working pattern ends like this'],
  ['Backend Debugging Steps', 'where-did-it-die', 'read the output'],
  ['1. Add Debug Logging', 'where-did-it-die', 'put a light at every point'],
  ['2. Check for These Common Backend Issues', 'forgotten-await', 'The pattern is'],
  ['A. Missing Async/Await', 'forgotten-await', '*Missing Async/Await*'],
  ['B. Blocking Operations', 'frozen-loop', '*Blocking Operations*'],
  ['C. Resource Cleanup Issues', 'goodbye-is-normal', 'cleaning up resources when connections close'],
  ['Quick Backend Test', 'smallest-echo', 'replace your handler with the smallest one that can'],
  ['Test 1: Minimal WebSocket Handler', 'smallest-echo', '*Test 1*'],
  ['Test 2: Check Dependencies', 'smallest-echo', '*Test 2*'],
  ['Expected Backend Logs', 'where-did-it-die', 'With the lights on'],
  ['✅ Working Pattern:', 'where-did-it-die', '*working pattern*'],
  ['❌ Broken Pattern:', 'where-did-it-die', '*broken pattern*'],
] as const;

test('every heading of the document has a step that teaches it', () => {
  expect(SECTIONS.map(({ heading }) => heading)).toEqual(TAUGHT.map(([heading]) => heading));
});

test.each(TAUGHT)('“%s” is found on the page of %s', (_heading, id, words) => {
  const { prose, exercises } = stepOf(id);
  expect(`${prose}\n${exercises.fastapi?.note}`).toContain(words);
});

describe.skipIf(WITHOUT_PYTHON)('judged', () => {
  const sandbox = createSandbox({ poolSize: 2, python: realEnvironment });
  afterAll(() => sandbox.close());

  /** With the frame that the workshop offers for a block that was pasted without its file. */
  async function judge(source: string, step: string) {
    const report = await sandbox.run({ source, dialect: 'fastapi', scenario: stepOf(step).scenario, framed: true });
    return { verdict: report.verdict.kind, cause: report.diagnoses[0]?.cause };
  }

  test.each([
    ['Issue A', 'open-then-gone', 'handler-returned'],
    ['Issue B', 'swallowed', 'swallowed-error'],
    ['Issue C:', 'open-then-gone', 'handler-returned'],
  ])('the BAD block of %s is broken on %s: %s', async (heading, step, cause) => {
    expect(blockUnder(heading)).toMatch(/^# BAD/);
    expect(await judge(blockUnder(heading), step)).toEqual({ verdict: 'broken', cause });
  });

  test('the GOOD handler works where the document’s reader begins', async () => {
    expect(await judge(blockUnder('2. Correct'), 'open-then-gone')).toEqual({ verdict: 'working' });
  });

  test('the minimal handler works, with the imports that the document says to check', async () => {
    const source = `${blockUnder('Test 2')}\napp = FastAPI()\n\n${blockUnder('Test 1')}`;
    expect(await judge(source, 'smallest-echo')).toEqual({ verdict: 'working' });
  });

  test('the block with debug logging lights the path, and answers nobody: the document leaves that to the reader', async () => {
    const { verdict } = await judge(blockUnder('1. Add Debug'), 'where-did-it-die');
    expect(verdict).toBe('broken');
    const answers = blockUnder('1. Add Debug').replace(
      '# Your message processing here',
      'json.loads(data); await websocket.send_json({"type": "response", "data": "Message received"})',
    );
    expect(await judge(answers, 'where-did-it-die')).toEqual({ verdict: 'working' });
  });

  /** One half of a block that shows two functions; the document calls neither. */
  const half = (heading: string, which: 'BAD' | 'GOOD') => blockUnder(heading).split(/^(?=# (?:BAD|GOOD))/m)[which === 'BAD' ? 0 : 1]!;
  /** A function of the document's inside of an endpoint that calls it for each message that it is meant for. */
  const inEndpoint = (half: string, reaction: string) =>
    `@app.websocket("/ws/{client_id}")
async def websocket_endpoint(websocket: WebSocket, client_id: str):
    await websocket.accept()
${half.replace(/^(?=.)/gm, '    ')}
    try:
        while True:
            message = await websocket.receive_json()
            ${reaction}
    except WebSocketDisconnect:
        pass
`;

  test.each([
    ['BAD', 'some_function()', { verdict: 'broken', cause: 'never-awaited' }],
    ['GOOD', 'await some_function()', { verdict: 'working' }],
  ] as const)('the %s function that sends', async (which, call, expected) => {
    // It sends "hello", and the step asks for an answer of its own.
    const asTheStep = half('A. Missing', which).replace('"hello"', `'{"type":"response","data":"Message received"}'`);
    expect(await judge(inEndpoint(asTheStep, call), 'forgotten-await')).toEqual(expected);
  });

  test.each([
    ['BAD', { verdict: 'broken', cause: 'loop-blocked' }],
    ['GOOD', { verdict: 'working' }],
  ] as const)('the %s function that waits', async (which, expected) => {
    // It waits for 5 s, and the step's report takes 1.5 s.
    const asTheStep = half('B. Blocking', which).replace('sleep(5)', 'sleep(1.5)');
    const reaction = `is_report = message["type"] == "report"
            if is_report:
                await websocket_handler()
            await websocket.send_json(message if is_report else {"type": "response", "data": "Message received"})`;
    expect(await judge(inEndpoint(asTheStep, reaction), 'frozen-loop')).toEqual(expected);
  });
});
