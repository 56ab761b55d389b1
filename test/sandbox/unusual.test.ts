import { readFile } from 'node:fs/promises';
import { afterAll, expect, test } from 'vitest';
import { loadCatalog } from '../../lessons/catalog.ts';
import { UNUSUAL } from '../handlers/unusual/manifest.ts';
import { startSandbox } from '../helpers/sandbox.ts';

const FOLDER = new URL('../handlers/unusual/', import.meta.url);
const catalog = await loadCatalog();
const sandbox = startSandbox();
afterAll(() => sandbox.close());

test.concurrent.each(UNUSUAL.map((handler) => [`${handler.name} (${handler.dialect})`, handler] as const))(
  '%s works',
  async (_name, { name, dialect, step }) => {
    const source = await readFile(new URL(`${name}.${dialect}.ts`, FOLDER), 'utf8');
    const { scenario } = catalog.step(step) ?? expect.unreachable(step);
    expect((await sandbox.run({ source, dialect, scenario })).verdict).toEqual({ kind: 'working' });
  },
);
