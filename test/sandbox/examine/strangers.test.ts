import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { type Examination, examineFile } from '../../../sandbox/index.ts';
import { type Dialect, endingOf } from '../../../sandbox/runtimes/dialect.ts';
import { BROKEN } from '../../handlers/strangers/broken.ts';
import type { Broken } from '../../handlers/strangers/stranger.ts';
import { WORKING } from '../../handlers/strangers/working.ts';
import { drawShare } from '../../helpers/drawn.ts';
import { realEnvironment } from '../../helpers/python.ts';
import { WITHOUT_PYTHON } from '../../helpers/python-sandbox.ts';
import { startSandbox } from '../../helpers/sandbox.ts';

const FOLDER = new URL('../../handlers/strangers/', import.meta.url);
const sandbox = startSandbox({ python: realEnvironment });
afterAll(() => sandbox.close());

interface Row {
  name: string;
  dialect: Dialect;
}

const runnable = <R extends Row>(rows: readonly R[]) => rows.filter(({ dialect }) => !(WITHOUT_PYTHON && dialect === 'fastapi'));

async function examine(folder: string, { name, dialect }: Row, path?: string): Promise<Examination> {
  const file = `${name}.${dialect}${endingOf(dialect)}`;
  const source = await readFile(new URL(`${folder}/${file}`, FOLDER), 'utf8');
  return examineFile({ name: file, source, dialect, path, framed: dialect === 'fastapi' }, (request) => sandbox.run(request));
}

function pathOf({ path }: Pick<Broken, 'path'>): string | undefined {
  return typeof path === 'string' ? path : undefined;
}

describe('a stranger’s handler is examined without any step', () => {
  const broken = drawShare(runnable(BROKEN), 0.12, 'broken strangers');
  test.concurrent.each(broken.map((row) => [`${row.name} (${row.dialect})`, row] as const))(
    'the first diagnosis of %s is right',
    async (_name, row) => {
      const { diagnoses, remarks, verdict, conclusion } = await examine('broken', row, pathOf(row));
      const told = row.harmsNobodyElse ? remarks : diagnoses.slice(0, 1);
      expect(
        told.map(({ cause }) => cause).filter((cause) => row.cause.includes(cause)),
        `${row.fault} ${conclusion}`,
      ).not.toEqual([]);
      if (!row.harmsNobodyElse) expect(verdict.kind).not.toBe('working');
    },
  );

  test.concurrent.each(
    drawShare(runnable(WORKING), 0.12, 'working strangers').map((row) => [`${row.name} (${row.dialect})`, row] as const),
  )('%s is not called broken', async (_name, row) => {
    const { verdict, diagnoses } = await examine('working', row);
    expect({ kind: verdict.kind, diagnoses: diagnoses.map(({ cause, title }) => ({ cause, title })) }).toEqual({
      kind: 'working',
      diagnoses: [],
    });
  });
});
