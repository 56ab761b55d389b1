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

/** Those whose fault no experiment shows, each with the reason: at most one in twenty. */
const UNSEEN: Record<string, string> = {
  'answers-and-then-asks-who': 'only who knows the secret can tell that its answer came too soon',
  'answers-twice': 'two answers to one message may be meant',
  'catches-everything-each-time': 'a message that makes no sense may be left without an answer',
  'pauses-for-good': 'it does so on one of its paths only, which its source names nowhere',
  'swallows-in-the-handler': 'a message that makes no sense may be left without an answer',
};

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

test('at most one broken stranger in twenty shows its fault in no experiment', () => {
  const names = new Set(BROKEN.map(({ name }) => name));
  expect(Object.keys(UNSEEN).filter((name) => !names.has(name))).toEqual([]);
  expect(Object.keys(UNSEEN).length / BROKEN.length).toBeLessThanOrEqual(0.05);
});

describe('a stranger’s handler is examined without any step', () => {
  const broken = drawShare(runnable(BROKEN), 0.12, 'broken strangers').filter(({ name }) => UNSEEN[name] === undefined);
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
