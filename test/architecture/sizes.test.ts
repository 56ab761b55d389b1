/** How long files and functions of the sandbox are, in lines. */
import { join } from 'node:path';
import { type Node, SyntaxKind } from 'typescript/unstable/ast';
import { expect, test } from 'vitest';
import { files, openProject, ROOT, sources, textOf } from './tree.ts';

interface Sized {
  name: string;
  lines: number;
}

const python = files.filter((file) => /^sandbox\/.*\.py$/.test(file));
const typescript = sources.filter((file) => file.startsWith('sandbox/'));

test('files are short', () => {
  const sized = [...typescript, ...python].map((name) => ({ name, lines: countLines(textOf(name)) }));
  expect(sized.filter(({ lines }) => lines > 250)).toEqual([]);
  expect(quantile(sized, 0.5)).toBeLessThanOrEqual(70);
  expect(quantile(sized, 0.95)).toBeLessThanOrEqual(200);
});

test('functions are short', () => {
  const sized = [...functionsInTypeScript(), ...python.flatMap(functionsInPython)];
  expect(sized.length).toBeGreaterThan(1_500);
  expect(sized.filter(({ lines }) => lines > 60)).toEqual([]);
  expect(quantile(sized, 0.5)).toBeLessThanOrEqual(10);
  expect(quantile(sized, 0.95)).toBeLessThanOrEqual(40);
});

test('the end of a function is seen in both languages', () => {
  const source =
    'def one(\n    x: int,\n) -> int:\n    if x:\n\n        return x\n\n\nclass Two:\n    async def three(self) -> None:\n        pass\n';
  expect(pythonFunctions('a.py', source).map(({ lines }) => lines)).toEqual([6, 2]);
  const own = functionsInTypeScript('test/architecture/sizes.test.ts').find(({ name }) => name.endsWith(' quantile'));
  expect(own?.lines).toBe(4);
});

function quantile(sized: readonly Sized[], share: number): number {
  const lines = sized.map((each) => each.lines).sort((one, other) => one - other);
  return lines[Math.floor(lines.length * share)] ?? 0;
}

function countLines(text: string): number {
  return text.trimEnd().split('\n').length;
}

function functionsInTypeScript(...only: string[]): Sized[] {
  using opened = openProject();
  const found: Sized[] = [];
  for (const file of only.length > 0 ? only : typescript) {
    const source = opened.project.program.getSourceFile(join(ROOT, file));
    if (!source) throw new Error(`Expected ${file} to be in the project.`);
    const visit = (node: Node): void => {
      if (isFunction(node)) found.push({ name: nameOf(file, node), lines: countLines(node.getText(source)) });
      node.forEachChild(visit);
    };
    visit(source);
  }
  return found;
}

const FUNCTIONS: readonly SyntaxKind[] = [
  SyntaxKind.FunctionDeclaration,
  SyntaxKind.FunctionExpression,
  SyntaxKind.ArrowFunction,
  SyntaxKind.MethodDeclaration,
  SyntaxKind.Constructor,
  SyntaxKind.GetAccessor,
  SyntaxKind.SetAccessor,
];

function isFunction(node: Node): boolean {
  return FUNCTIONS.includes(node.kind) && 'body' in node && node.body !== undefined;
}

function nameOf(file: string, node: Node): string {
  const name = (node as Node & { name?: Node }).name;
  return `${file} ${name && 'text' in name ? String(name.text) : 'without a name'}`;
}

function functionsInPython(file: string): Sized[] {
  return pythonFunctions(file, textOf(file));
}

/** A function ends before the first line that is indented no more than its `def`, but for the bracket that closes its parameters. */
function pythonFunctions(file: string, source: string): Sized[] {
  const lines = source.split('\n');
  return lines.flatMap((line, start) => {
    const [, indent, name] = /^( *)(?:async )?def (\w+)/.exec(line) ?? [];
    if (indent === undefined) return [];
    const inside = (next: string) => next.trim() === '' || next.startsWith(`${indent} `) || next.startsWith(`${indent})`);
    const end = lines.findIndex((next, at) => at > start && !inside(next));
    return [{ name: `${file} ${name}`, lines: countLines(lines.slice(start, end < 0 ? undefined : end).join('\n')) }];
  });
}
