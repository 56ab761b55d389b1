/** The field guide: whole, consistent, and right about what exists. */
import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { loadCatalog } from '../../../lessons/catalog.ts';
import type { Dialect } from '../../../sandbox/dialects.ts';
import { compile } from '../../../sandbox/runtimes/node/compile/compile.ts';
import { asyncDialect } from '../../../sandbox/runtimes/node/dialects/async/description.ts';
import { wsDialect } from '../../../sandbox/runtimes/node/dialects/ws/description.ts';
import { CAUSES, EXAMINED_CAUSES, OUTSIDE_CAUSES } from '../../../sandbox/scenario/names.ts';
import { CAUSES as FOUND_IN_A_RUN } from '../../../sandbox/verdict/causes/causes.ts';
import { GUIDE } from '../../../sandbox/verdict/causes/guide/guide.ts';
import { STACKS, WITHOUT_PYTHON } from '../../helpers/python-sandbox.ts';

const entries = CAUSES.map((id) => ({ id, ...GUIDE[id] }));
const sentences = (text: string) => text.match(/[^.]+(\.\w[^.]*)*\.(?= |$)/g)?.length ?? 0;

/** The fixes of a dialect that are code: one that is not is a sentence. */
function codeOf(dialect: Dialect): { id: string; code: string }[] {
  return entries.flatMap(({ id, fix }) => {
    const code = fix[dialect];
    return code === undefined || /^[A-Z].*\.$/.test(code) ? [] : [{ id, code }];
  });
}

/** A file of a handler that holds it: what can stand at its top alone stays there. */
function handlerWith(code: string): string {
  const lines = code.split('\n');
  const imports = lines.filter((line) => line.startsWith('import '));
  const body = lines.filter((line) => !line.startsWith('import ')).join('\n');
  if (body.startsWith('export default')) return body;
  if (body.startsWith('export ')) return `${body}\nexport default async function handler() {}`;
  return `${imports.join('\n')}\nexport default async function handler() {\n${body}\n}`;
}

test('each cause has an entry with a name of its own, and there are at least 45', () => {
  expect(Object.keys(GUIDE)).toEqual([...CAUSES]);
  expect(new Set(entries.map(({ name }) => name)).size).toBe(CAUSES.length);
  expect(new Set(CAUSES).size).toBe(CAUSES.length);
  expect(CAUSES.length).toBeGreaterThanOrEqual(45);
});

test('a cause is found in a run, by an examination or from outside, and unknown is what is left', () => {
  expect([...FOUND_IN_A_RUN.map(({ id }) => id), ...EXAMINED_CAUSES, ...OUTSIDE_CAUSES, 'unknown'].toSorted()).toEqual(
    [...CAUSES].toSorted(),
  );
});

test('an entry is written in sentences: two of remedy, one of what to try next, one or two of the rest', () => {
  const counted = entries.map(({ id, looks, confirms, rulesOut, remedy, next }) => ({
    id,
    remedy: sentences(remedy),
    next: next === undefined ? 1 : sentences(next),
    rest: [looks, confirms, rulesOut].every((text) => /\.$/.test(text) && [1, 2].includes(sentences(text))),
  }));
  expect(counted).toEqual(CAUSES.map((id) => ({ id, remedy: 2, next: 1, rest: true })));
});

test('causes that look alike say so of each other', () => {
  const oneSided = entries.flatMap(({ id, lookAlikes }) =>
    lookAlikes.filter((other) => other === id || !GUIDE[other].lookAlikes.some((back) => back === id)).map((other) => `${id} -> ${other}`),
  );
  expect(oneSided).toEqual([]);
  expect(entries.filter(({ lookAlikes }) => new Set(lookAlikes).size < lookAlikes.length)).toEqual([]);
});

test('the steps that teach a cause exist, and so do fixes for what a starter shows', async () => {
  const { lessons } = await loadCatalog();
  const steps = lessons.flatMap((lesson) => lesson.steps);
  const known = steps.map(({ id }) => id);
  expect(entries.filter(({ step }) => step !== undefined && !known.includes(step)).map(({ id }) => id)).toEqual([]);
  const shown = steps.flatMap(({ exercises }) =>
    Object.entries(exercises).flatMap(([dialect, { starterFails }]) =>
      starterFails.cause ? [{ dialect, cause: starterFails.cause }] : [],
    ),
  );
  expect(shown.length).toBeGreaterThan(10);
  expect(shown.filter(({ dialect, cause }) => GUIDE[cause].fix[dialect as Dialect] === undefined)).toEqual([]);
});

test.each([
  ['async', asyncDialect],
  ['ws', wsDialect],
] as const)('the code of each fix for %s compiles', async (dialect, description) => {
  const fixes = codeOf(dialect);
  expect(fixes.length).toBeGreaterThan(25);
  const compiled = await Promise.all(fixes.map(async ({ id, code }) => ({ id, compiled: await compile(handlerWith(code), description) })));
  expect(compiled.filter((each) => !each.compiled.ok)).toEqual([]);
});

const PARSE = `import ast, json, sys
for fix in json.load(sys.stdin):
    try:
        ast.parse(fix["code"])
    except SyntaxError as error:
        print(fix["id"], error)`;

test.skipIf(WITHOUT_PYTHON)('the code of each fix for fastapi parses', () => {
  const fixes = codeOf('fastapi');
  expect(fixes.length).toBeGreaterThan(25);
  expect(execFileSync(STACKS[0]!.python, ['-I', '-c', PARSE], { input: JSON.stringify(fixes), encoding: 'utf8' })).toBe('');
});
