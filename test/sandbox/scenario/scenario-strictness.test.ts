/** Programs that passed once because a scenario looked too short, too seldom, or at what could be known beforehand. */
import { afterAll, describe, expect, test } from 'vitest';
import { loadCatalog } from '../../../lessons/catalog.ts';
import { resolveScenario } from '../../../sandbox/scenario/resolve.ts';
import { CONNECTIONS_AT_HAND } from '../../../sandbox/system/limits.ts';
import { asyncHandler, startSandbox } from '../../helpers/sandbox.ts';

const SEEDS = ['one', 'two', 'three'];
const catalog = await loadCatalog();
const steps = catalog.lessons.flatMap((lesson) => lesson.steps);
const sandbox = startSandbox();
afterAll(() => sandbox.close());

/** `body` runs for each message, with `text`, `count` on its connection, and `id`; `all` is shared by the program's connections. */
function answering(
  body: string,
  { before = '', after = '', ok = "await connection.sendJson({ type: 'response', data: 'Message received' });" } = {},
): string {
  return asyncHandler(`  await connection.accept();
  ${before}
  try {
    for (let count = 1; ; count += 1) {
      const text = await connection.receiveText();
      ${body}
      ${ok}
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    ${after}
  }`).replace('export default', 'const all = { messages: 0, clients: 0, ids: new Set<string>() };\nexport default');
}

async function kinds(source: string, step: string): Promise<string[]> {
  const { scenario } = catalog.step(step) ?? expect.unreachable(step);
  const reports = await Promise.all(SEEDS.map((seed) => sandbox.run({ source, dialect: 'async', scenario, seed })));
  return reports.map(({ verdict }) => (verdict.kind === 'broken' ? (verdict.name ?? `entry ${verdict.entry}`) : verdict.kind));
}

test('the right handler that the programs below are made of works', async () => {
  expect(await kinds(answering(''), 'open-then-gone')).toEqual(['working', 'working', 'working']);
});

describe('time passes', () => {
  test.each([
    [
      'hangs up after a millisecond of silence',
      'if (count === 2) setTimeout(() => connection.close(4000).then(() => {}, () => {}), 1);',
      '',
    ],
    [
      'hangs up after 20 s of silence',
      'clearTimeout(timer); timer = setTimeout(() => connection.close(4000).then(() => {}, () => {}), 20_000);',
      'let timer: NodeJS.Timeout | undefined;',
    ],
    ['hangs up at 60.001 s', '', 'setTimeout(() => connection.close(4000).then(() => {}, () => {}), 60_001);'],
  ])('a handler that %s does not pass', async (_name, body, before) => {
    expect(await kinds(answering(body, { before }), 'open-then-gone')).not.toContain('working');
  });

  test.each([1, 59_000])('a process that ends %s ms after the last goodbye does not pass', async (ms) => {
    const source = answering('', {
      before: 'all.clients += 1;',
      after: `all.clients -= 1; if (all.clients === 0) setTimeout(() => process.exit(0), ${ms}).unref();`,
    });
    expect(await kinds(source, 'open-then-gone')).toEqual(['crashed', 'crashed', 'crashed']);
  });

  test.each(steps.map((step) => [step.id, step] as const))('%s has pauses, and never within what it measures', (_id, { scenario }) => {
    for (const seed of SEEDS) {
      const { entries } = resolveScenario(scenario, seed);
      const paused = entries.filter((entry) => 'pauseMs' in entry && entry.pauseMs !== undefined);
      expect(paused.length).toBeGreaterThan(2);
      expect(paused.some((entry) => 'pauseMs' in entry && (entry.pauseMs ?? 0) > 60_000)).toBe(true);
      const from = entries.findIndex(({ name }) => name === 'asks-for-report');
      const to = entries.findIndex(({ name }) => name === 'report');
      expect(paused.filter((entry) => entries.indexOf(entry) > from && entries.indexOf(entry) <= to)).toEqual([]);
    }
  });
});

describe('more than the script’s own number', () => {
  test.each([
    ['answers nine messages on a connection', 'if (count > 9) continue;', ''],
    ['answers fifteen messages in all', 'all.messages += 1; if (all.messages > 15) continue;', ''],
    ['serves four clients', '', 'all.clients += 1; if (all.clients > 4) await new Promise(() => {});'],
    ['knows an id only once', '', 'if (all.ids.has(clientId)) return; all.ids.add(clientId);'],
    [
      'serves one of two with the same id',
      '',
      'if (all.ids.has(clientId)) return; all.ids.add(clientId); setTimeout(() => all.ids.delete(clientId), 70_000);',
    ],
  ])('a handler that %s does not pass', async (_name, body, before) => {
    expect(await kinds(answering(body, { before }), 'open-then-gone')).not.toContain('working');
  });

  test.each(steps.map((step) => [step.id, step] as const))('%s fits the connections of a warm process', (_id, { scenario }) => {
    for (let seed = 0; seed < 200; seed += 1) {
      const opened = resolveScenario(scenario, `${seed}`).entries.filter((entry) => 'do' in entry && entry.do === 'open');
      expect(opened.length).toBeLessThanOrEqual(CONNECTIONS_AT_HAND);
    }
  });
});

describe('nothing can be known beforehand', () => {
  test.each([['takes what begins with a brace and no quote for bad', '/^\\{[^"]/.test(text)']])(
    'a handler that %s does not pass',
    async (_name, isBad) => {
      const body = `if (${isBad}) { console.error(new SyntaxError('bad')); await connection.sendJson({ type: 'error' }); continue; }`;
      expect(await kinds(answering(body), 'swallowed')).not.toContain('working');
    },
  );

  test.each([
    ['trims', 'text.trim()'],
    ['composes letters', "text.normalize('NFC')"],
    ['drops what is not ASCII', "text.replaceAll(/[^ -~]/g, '')"],
    ['undoes backslashes', "text.replaceAll('\\\\', '')"],
    ['escapes markup', "text.replaceAll('<', '&lt;')"],
  ])('an echo that %s does not pass', async (_name, changed) => {
    const body = `console.log(\`📥 \${clientId} \${text}\`);`;
    const source = answering(body, {
      before: "console.log(['🔄', '✅', '⏳'].map((sign) => sign + clientId).join('\\n'));",
      ok: `await connection.sendText('Echo: ' + ${changed}); console.log(\`⏳ \${clientId}\`);`,
      after: "console.log('👋', clientId);",
    });
    expect(await kinds(source.replace(changed, 'text'), 'smallest-echo')).toEqual(['working', 'working', 'working']);
    expect(await kinds(source, 'smallest-echo')).not.toContain('working');
  });
});

describe('no stall hangs on the seed', () => {
  const reporting = (wait: string) =>
    asyncHandler(`  await connection.accept();
  try {
    while (true) {
      const { type, id } = await connection.receiveJson<{ type: string; id?: string }>();
      if (type === 'report') {
        ${wait}
        await connection.sendJson({ type, id });
      } else await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }`);

  test.each([0, 1, 300, 700, 1_100, 1_199])('300 ms of blocking after %s ms of waiting show', async (ms) => {
    const waits = `await sleep(${ms}); sleepSync(301); await sleep(${1_199 - ms});`;
    expect(await kinds(reporting(waits), 'frozen-loop')).not.toContain('working');
  });

  test.each([
    [
      'slices of 50 ms',
      'for (const from = Date.now(); Date.now() - from < 1_500; await sleep(0)) sleepSync(Math.min(50, 1_500 - (Date.now() - from)));',
    ],
    ['one stall of 90 ms', 'const from = Date.now(); await sleep(700); sleepSync(90); await sleep(1_500 - (Date.now() - from));'],
  ])('%s are right', async (_name, waits) => {
    expect(await kinds(reporting(waits), 'frozen-loop')).toEqual(['working', 'working', 'working']);
  });

  test.each([
    ['blocks for the second of two', 'all.clients += 1; if (all.clients > 1) sleepSync(1_500); else await sleep(1_500); all.clients -= 1;'],
    ['has a later one at hand', 'all.clients += 1; if (all.clients < 3) await sleep(1_500);'],
  ])('a report that %s does not pass', async (_name, waits) => {
    const source = reporting(waits).replace('export default', 'const all = { clients: 0 };\nexport default');
    expect(await kinds(source, 'frozen-loop')).not.toContain('working');
  });
});
