/** The smallest lessons folder that is right, and what is said of one that differs from it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { loadCatalog } from '../../lessons/catalog.ts';
import { CatalogError } from '../../lessons/catalog-error.ts';
import { makeFolder, type TestFolder } from './folder.ts';

/** By their paths; one without text is left out. */
export type Files = Record<string, string | undefined>;

export const LESSON = '---\nid: first\ntitle: First\nsummary: The first lesson.\n---\n';
export const STEP = `---
id: hello
title: Hello
objective: Say hello.
hints:
  - Open your mouth.
starterFails:
  async: { verdict: broken, unmet: greeting }
---

Say hello.
`;
export const SCENARIO = `export default {
  title: 'a greeting',
  talk: () => ({ send: { opcode: 'text', text: 'hi' }, reply: { match: { text: 'hello' } } }),
  script: () => [{ do: 'advance', forMs: 1, name: 'greeting' }],
  feedback: [{ id: 'mumbles', when: { unmet: 'greeting' }, say: 'Speak up.' }],
  questions: false,
  pauses: false,
};
`;

export const inStep = (name: string) => `01-first/01-hello/${name}`;

export const RIGHT: Files = {
  '01-first/lesson.md': LESSON,
  [inStep('step.md')]: STEP,
  [inStep('scenario.ts')]: SCENARIO,
  [inStep('async/starter.ts')]: '// starter',
  [inStep('async/solution.ts')]: '// solution',
  [inStep('async/alternatives/waves.ts')]: '// waves',
  [inStep('async/near-misses/mumbles.ts')]: '// mumbles',
};

export const inReading = (name: string) => `01-first/readings/01-silence/${name}`;

export const READING = `---
id: silence
title: Silence
objective: Hear it.
dialect: async
questions:
  - ask: What is it?
    options:
      - { say: Silence, right: true, because: Nothing came., see: { connection: A, kind: closed } }
      - { say: Noise, because: There was none., see: { connection: A, kind: handshake-sent } }
---

Nobody spoke.
`;

const RECORDING = JSON.stringify({
  on: 'Node 26, ws 8.23.0',
  timeline: [
    { seq: 3, atMs: 0, realMs: 0, source: 'wire', connection: 'A', kind: 'handshake-sent', method: 'GET', path: '/ws/a', headers: {} },
    { seq: 8, atMs: 0, realMs: 0, source: 'wire', connection: 'A', kind: 'closed', code: 1006, reason: '', clean: false, by: 'handler' },
  ],
});

export const WITH_READING: Files = {
  [inReading('reading.md')]: READING,
  [inReading('scenario.ts')]: SCENARIO,
  [inReading('subject.ts')]: '// subject',
  [inReading('recording.json')]: RECORDING,
};

export async function lessonsFolder(files: Files): Promise<TestFolder> {
  const folder = await makeFolder();
  for (const [name, content] of Object.entries(files)) {
    if (content === undefined) continue;
    await mkdir(dirname(join(folder.path, name)), { recursive: true });
    await writeFile(join(folder.path, name), content);
  }
  return folder;
}

/** The sentences about a folder that differs from the right one in these files. */
export async function problemsWith(changed: Files): Promise<string[]> {
  await using folder = await lessonsFolder({ ...RIGHT, ...changed });
  const failure = await loadCatalog(folder.path).catch((error: unknown) => error);
  if (!(failure instanceof CatalogError)) throw new Error('expected a CatalogError', { cause: failure });
  const [headline, ...sentences] = failure.message.split('\n');
  expect(headline).toBe(`The lessons folder ${folder.path} has ${sentences.length === 1 ? '1 problem' : `${sentences.length} problems`}.`);
  return sentences;
}
