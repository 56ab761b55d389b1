import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { afterAll, describe, expect, test } from 'vitest';
import type { TimelineEvent } from '../../sandbox/index.ts';
import { type Dialect, endingOf } from '../../sandbox/runtimes/dialect.ts';
import { BROKEN } from '../handlers/strangers/broken.ts';
import type { Working } from '../handlers/strangers/stranger.ts';
import { WORKING } from '../handlers/strangers/working.ts';
import { conversation } from '../helpers/conversation.ts';
import { drawShare } from '../helpers/drawn.ts';
import { realEnvironment } from '../helpers/python.ts';
import { WITHOUT_PYTHON } from '../helpers/python-sandbox.ts';
import { startSandbox } from '../helpers/sandbox.ts';

const FOLDER = new URL('../handlers/strangers/', import.meta.url);
const sandbox = startSandbox({ python: realEnvironment });
afterAll(() => sandbox.close());

interface Row {
  name: string;
  dialect: Dialect;
}

const fileOf = ({ name, dialect }: Row) => `${name}.${dialect}${endingOf(dialect)}`;
const runnable = <R extends Row>(rows: R[]) =>
  rows.filter(({ dialect }) => !(WITHOUT_PYTHON && dialect === 'fastapi')).map((row) => [fileOf(row), row] as const);

describe.each([
  ['broken', BROKEN, 80],
  ['working', WORKING, 60],
] as const)('the %s ones', (folder, rows, fewest) => {
  test('are all in the manifest', () => {
    expect(rows.map(fileOf).toSorted()).toEqual(readdirSync(new URL(`${folder}/`, FOLDER)).toSorted());
  });

  test(`are at least ${fewest}, about a third in each dialect`, () => {
    expect(rows.length).toBeGreaterThanOrEqual(fewest);
    for (const dialect of ['async', 'ws', 'fastapi']) {
      const share = rows.filter((row) => row.dialect === dialect).length / rows.length;
      expect(share, dialect).toBeGreaterThan(0.28);
      expect(share, dialect).toBeLessThan(0.4);
    }
  });
});

test('each broken one names the public report that it was written from', () => {
  for (const row of BROKEN) expect(new URL(row.source).protocol, fileOf(row)).toBe('https:');
});

/** What no handler does that works. */
const FAULTS: readonly TimelineEvent['kind'][] = [
  'handler-threw',
  'task-threw',
  'uncaught',
  'never-awaited',
  'reads-twice',
  'process-exited',
];
/** Of a handler that ends a connection on purpose, beside those that are an application's own. */
const CODES = [1000, 1003, 1007, 1008, 1009];

/** What is wrong: the verdict, what went wrong inside, and rude clients who were not told why they were put out. */
async function symptomsOf(folder: string, row: Working): Promise<unknown[]> {
  const source = await readFile(new URL(`${folder}/${fileOf(row)}`, FOLDER), 'utf8');
  const codes = [...CODES, ...(row.closes ?? [])];
  const { verdict, timeline } = await sandbox.run({ source, dialect: row.dialect, scenario: conversation(row) });
  expect(verdict.kind).not.toBe('did-not-compile');
  return [
    ...(verdict.kind === 'working' ? [] : [verdict]),
    ...timeline.filter(({ kind }) => FAULTS.includes(kind)),
    ...timeline.filter(
      (event) => event.kind === 'closed' && event.connection?.startsWith('R') && !codes.includes(event.code) && event.code < 4000,
    ),
  ];
}

test.concurrent.each(drawShare(runnable(BROKEN), 0.15, 'broken strangers'))('%s is broken', async (_file, row) => {
  expect(await symptomsOf('broken', { ...row, says: row.says ?? [], once: true })).not.toEqual([]);
});

test.concurrent.each(drawShare(runnable(WORKING), 0.25, 'working strangers'))('%s works as its author means', async (_file, row) => {
  expect(await symptomsOf('working', row)).toEqual([]);
});
