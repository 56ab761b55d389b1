/** A scenario as one test file that a team keeps beside its backend: it needs a client library and a test runner, and nothing of ours. */
import { readFile } from 'node:fs/promises';
import type { Script } from '../scenario/entry.ts';
import { describeMs } from '../timeline/wording.ts';
import { JAVASCRIPT } from './javascript.ts';
import { type Language, quoted } from './language.ts';
import { PATIENCE_MS, type Plan, planTest } from './plan.ts';
import { PYTHON } from './python.ts';

export const FLAVOURS = ['node', 'vitest', 'pytest'] as const;
export type Flavour = (typeof FLAVOURS)[number];

export interface TestFileRequest {
  /** What the test is called. */
  title: string;
  script: Script;
  flavour: Flavour;
  /** Where the backend is when the environment variable BACKEND_URL says nothing: `ws://127.0.0.1:8000`. */
  url: string;
  /** The longest that the test waits for time to pass, in milliseconds. */
  idleMs: number;
}

export interface TestFile extends Pick<Plan, 'leftOut' | 'unseen'> {
  text: string;
}

/** @throws CannotExport when the script does what no client library can do */
export async function writeTestFile({ title, script, flavour, url, idleMs }: TestFileRequest): Promise<TestFile> {
  const plan = planTest(script, idleMs);
  const { language, needs, run, imports } = FLAVOUR[flavour];
  const head = [
    'What a healthy WebSocket connection does, as Socket Clinic checks it. Change it as your backend changes.',
    `It needs ${needs}. Start your backend, then: ${run}`,
    'Where it listens is said by the environment variable BACKEND_URL; without it the address below holds.',
    `Where the clinic lets more time than ${describeMs(idleMs)} pass, it waits no longer than that.`,
    ...[...plan.leftOut].map((each) => `It does not look at ${each}.`),
  ].map((line) => `${language.comment} ${line}`);
  const preludes = await Promise.all(language.preludes.map(readPrelude));
  const [first = '', ...rest] = preludes.map((prelude) =>
    prelude.replace('BACKEND_URL_HERE', () => quoted(url, language.quotes)).replace('PATIENCE_MS_HERE', String(PATIENCE_MS)),
  );
  const parts = [head.join('\n'), `${imports}${first}`, ...rest, language.test(title, plan)];
  return { text: `${parts.join(language.gap)}\n`, leftOut: plan.leftOut, unseen: plan.unseen };
}

interface HowToRun {
  language: Language;
  needs: string;
  run: string;
  imports: string;
}

const FLAVOUR: Record<Flavour, HowToRun> = {
  node: {
    language: JAVASCRIPT,
    needs: 'Node from 20 on and the package ws',
    run: 'node --test FILE.mjs',
    imports: "import { test } from 'node:test';\n",
  },
  vitest: {
    language: JAVASCRIPT,
    needs: 'the packages vitest and ws',
    run: 'npx vitest run FILE.test.mjs',
    imports: "import { test } from 'vitest';\n",
  },
  pytest: {
    language: PYTHON,
    needs: 'the packages pytest and websockets, from 15 on',
    run: 'pytest FILE.py',
    imports: '',
  },
};

async function readPrelude(name: string): Promise<string> {
  return (await readFile(new URL(`./preludes/${name}`, import.meta.url), 'utf8')).trimEnd();
}
