import { readFile } from 'node:fs/promises';
import { afterAll, expect, test } from 'vitest';
import { loadCatalog } from '../../lessons/catalog.ts';
import { endingOf } from '../../sandbox/runtimes/dialect.ts';
import { CHEATS, type Cheat } from '../handlers/cheating/manifest.ts';
import { drawShare } from '../helpers/drawn.ts';
import { realEnvironment } from '../helpers/python.ts';
import { WITHOUT_PYTHON } from '../helpers/python-sandbox.ts';
import { startSandbox } from '../helpers/sandbox.ts';

const FOLDER = new URL('../handlers/cheating/', import.meta.url);
const catalog = await loadCatalog();
const sandbox = startSandbox({ python: realEnvironment });
afterAll(() => sandbox.close());

function stepOf({ step }: Cheat) {
  const found = catalog.step(step);
  if (!found) throw new Error(`Expected a step of the catalog, got ${step}.`);
  return found;
}

const withNames = CHEATS.map((cheat) => [`${cheat.name} (${cheat.dialect})`, cheat] as const);

test.each(withNames)('%s goes against words of its step', (_name, cheat) => {
  const { objective, prose, hints } = stepOf(cheat);
  expect([objective, prose, ...hints].join('\n')).toContain(cheat.against);
});

const runnable = withNames.filter(([, { dialect }]) => !(WITHOUT_PYTHON && dialect === 'fastapi'));

test.concurrent.each(drawShare(runnable, 0.5, 'programs that cheat'))('%s does not pass', async (_name, cheat) => {
  const source = await readFile(new URL(`${cheat.name}.${cheat.dialect}${endingOf(cheat.dialect)}`, FOLDER), 'utf8');
  const { verdict } = await sandbox.run({ source, dialect: cheat.dialect, scenario: stepOf(cheat).scenario });
  expect(['broken', 'crashed', 'limit-exceeded']).toContain(verdict.kind);
});
