import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SafetyReport, Sandbox } from '../../../sandbox/index.ts';
import type { SafetyView } from '../../../web/protocol.ts';
import type { Workshop } from '../../../web/server/main.ts';
import { admitMode, HostedRefusal, provenSandbox, viewSafety } from '../../../web/server/safety.ts';
import { WITHOUT_PYTHON } from '../../helpers/python-sandbox.ts';
import { openTab } from '../../helpers/tab.ts';
import { cookieOf, startWorkshop } from '../../helpers/workshop.ts';

type Layer = SafetyReport['layers'][number];

function reportOf(holding: readonly string[], runtime: SafetyReport['runtime'] = 'node'): SafetyReport {
  const ids: Layer['id'][] = ['L0', 'L1', 'L2', 'L3', 'L4', 'L5', 'L6'];
  const layers = ids.map((id): Layer => {
    const holds = holding.includes(id);
    const isAbsent = id === 'L1' && runtime === 'python' ? true : undefined;
    return {
      id,
      title: `the title of ${id}`,
      holds,
      isAbsent,
      attacks: [],
      missing: holds ? undefined : { reason: 'a reason', remedy: 'a remedy' },
    };
  });
  return { runtime, platform: 'test', isolation: 'none', layers };
}

/** The same layers for every runtime, but for those that Python never has. */
function sandboxWith(holding: readonly string[]): Sandbox {
  return {
    safety: async (runtime) =>
      runtime === 'python'
        ? reportOf(
            holding.filter((id) => id !== 'L1'),
            runtime,
          )
        : reportOf(holding),
    run: async () => {
      throw new Error('it ran');
    },
    talk: async () => {
      throw new Error('it talked');
    },
    close: async () => {},
  };
}

const ALL = ['L0', 'L1', 'L2', 'L3', 'L4', 'L5', 'L6'];
const SOFT = ['L0', 'L1'];
const request = { source: '', dialect: 'ws' } as Parameters<Sandbox['run']>[0];

describe('a hosted workshop', () => {
  test('starts where every layer holds', async () => {
    await expect(admitMode(sandboxWith(ALL), { mode: 'hosted', unsafe: false })).resolves.toBeUndefined();
  });

  test('refuses to start where one lacks, with each layer, the reason, the remedy and the flag', async () => {
    const refusal = admitMode(sandboxWith(['L0', 'L1', 'L2', 'L3', 'L5', 'L6']), { mode: 'hosted', unsafe: false });
    await expect(refusal).rejects.toThrow(HostedRefusal);
    await expect(refusal).rejects.toThrow(/L4 \(the title of L4\).*a reason.*a remedy.*--unsafe-without-isolation/);
  });

  test('needs L6 for L2 only: where an inherited connection cannot be led elsewhere without it, it starts', async () => {
    await expect(admitMode(sandboxWith(['L0', 'L1', 'L2', 'L3', 'L4', 'L5']), { mode: 'hosted', unsafe: false })).resolves.toBeUndefined();
    await expect(admitMode(sandboxWith(['L0', 'L1', 'L3', 'L4', 'L5', 'L6']), { mode: 'hosted', unsafe: false })).rejects.toThrow(/L2/);
  });

  test('starts with the unsafe flag, and says so for ever', async () => {
    await expect(admitMode(sandboxWith(SOFT), { mode: 'hosted', unsafe: true })).resolves.toBeUndefined();
    expect(viewSafety(reportOf(SOFT), undefined, { mode: 'hosted', unsafe: true }).unsafe).toBe(true);
  });

  test('with the flag it is not needed, nothing is said', () => {
    expect(viewSafety(reportOf(ALL), undefined, { mode: 'hosted', unsafe: true }).unsafe).toBe(false);
  });
});

describe('a local workshop', () => {
  test('runs handlers with L0 and L1 alone', async () => {
    await expect(admitMode(sandboxWith(SOFT), { mode: 'local', unsafe: false })).resolves.toBeUndefined();
    await expect(provenSandbox(sandboxWith(SOFT), 'local').run(request)).rejects.toThrow('it ran');
    expect(viewSafety(reportOf(SOFT), undefined, { mode: 'local', unsafe: false })).toMatchObject({
      unsafe: false,
      node: { sentence: 'Limits against accidents; not isolated from your account.' },
      python: undefined,
    });
  });

  test('runs nothing where L1 does not hold', async () => {
    await expect(provenSandbox(sandboxWith(['L0']), 'local').run(request)).rejects.toThrow(
      /Nothing is run here.*L1 \(the title of L1\).*a remedy/,
    );
  });
});

describe('FastAPI', () => {
  const inPython = { ...request, dialect: 'fastapi' } as const;

  test('runs in a local workshop with L0 alone, and the page says that nothing isolates it', async () => {
    await expect(provenSandbox(sandboxWith(['L0']), 'local').run(inPython)).rejects.toThrow('it ran');
    await expect(provenSandbox(sandboxWith(['L1']), 'local').run(inPython)).rejects.toThrow(/Nothing is run here.*L0/);
    const view = viewSafety(reportOf(SOFT), reportOf(['L0'], 'python'), { mode: 'local', unsafe: false });
    expect(view.python?.sentence).toBe('Bounded in time and memory, and in nothing else; not isolated from your account.');
  });

  test('runs in a hosted workshop behind L2 to L5 only, whatever flag was given', async () => {
    await expect(provenSandbox(sandboxWith(ALL), 'hosted').run(inPython)).rejects.toThrow('it ran');
    for (const layer of ['L2', 'L3', 'L4', 'L5'])
      await expect(provenSandbox(sandboxWith(ALL.filter((id) => id !== layer)), 'hosted').run(inPython)).rejects.toThrow(
        `FastAPI is not run in a hosted workshop without isolation. ${layer} (the title of ${layer}). The reason: a reason. What to do: a remedy.`,
      );
    await expect(provenSandbox(sandboxWith(SOFT), 'hosted').run(request)).rejects.toThrow('it ran');
  });
});

describe('the matrix', () => {
  let workshop: Workshop;
  beforeAll(async () => {
    workshop = await startWorkshop();
  });
  afterAll(() => workshop.close());

  test('is served to whoever has the token, and to nobody else', async () => {
    const address = `http://127.0.0.1:${workshop.port}/api/safety`;
    expect((await fetch(address)).status).toBe(401);
    const view = (await (await fetch(address, { headers: { cookie: cookieOf(workshop) } })).json()) as SafetyView;
    expect(view.mode).toBe('local');
    const { layers } = view.node.report;
    expect(layers.map(({ id }) => id)).toEqual(ALL);
    expect(layers.filter(({ id }) => SOFT.includes(id)).every(({ holds }) => holds)).toBe(true);
  });

  test.skipIf(WITHOUT_PYTHON)('has Python’s layers beside Node’s once FastAPI is ready', async () => {
    await using tab = await openTab(workshop);
    await tab.fastapi('ready');
    const response = await fetch(`http://127.0.0.1:${workshop.port}/api/safety`, { headers: { cookie: cookieOf(workshop) } });
    const { node, python } = (await response.json()) as SafetyView;
    const holding = (safety: typeof python) => safety?.report.layers.filter(({ holds }) => holds).map(({ id }) => id);
    expect(python?.report.runtime).toBe('python');
    expect(holding(python)).toEqual(holding(node)?.filter((id) => id !== 'L1'));
  });
});
