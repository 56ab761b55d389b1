/** What a Python source gets that cannot become a handler: located sentences, before any of it has run. */
import { afterAll, describe, expect, test } from 'vitest';
import { framed, PythonSandbox, STACKS, WITHOUT_PYTHON } from '../../helpers/python-sandbox.ts';
import { alone } from '../../helpers/sandbox.ts';
import { blockUnder } from '../../helpers/source-document.ts';

const nothing = alone(() => []);
const app = 'from fastapi import FastAPI\napp = FastAPI()\n';

describe.skipIf(WITHOUT_PYTHON).each(STACKS)('$title', (stack) => {
  const sandbox = new PythonSandbox(stack);
  afterAll(() => sandbox[Symbol.asyncDispose]());
  const diagnose = async (source: string) => {
    const { diagnostics, timeline } = await sandbox.run(source, nothing);
    return { diagnostics, hasRun: timeline.some((event) => event.kind === 'output' && event.by === undefined) };
  };

  test.each([
    ['a missing bracket', 'print("runs")\nx = (1,\n', { line: 2, column: 5 }, /^SyntaxError: '\(' was never closed$/],
    ['a missing colon', 'def f()\n    pass\n', { line: 1, column: 8 }, /^SyntaxError: expected ':'$/],
    ['an indentation', 'def f():\n  a = 1\n b = 2\n', { line: 3, column: expect.any(Number) }, /^IndentationError: /],
    ['columns behind emoji in UTF-16 units', 'a = "🦊🦊" 1\n', { line: 1, column: 12 }, /^SyntaxError: invalid syntax/],
    ['a return outside of a function', '🦊 = 1\n', { line: 1, column: 1 }, /^SyntaxError: invalid character '🦊' \(U\+1F98A\)$/],
    [
      'await outside of an async function',
      'def f():\n    await g()\n',
      { line: 2, column: 5 },
      /^SyntaxError: 'await' outside async function$/,
    ],
    ['a NUL', 'a = 1\0\n', { line: 1, column: expect.any(Number) }, /null byte/],
    ['half a surrogate', 'a = "\ud800"\n', { line: 1, column: 1 }, /surrogate/],
    [
      'too many brackets',
      `a = ${'('.repeat(5_000)}\n`,
      { line: 1, column: expect.any(Number) },
      /too many nested parentheses|nested too deeply/,
    ],
    ['too many minus signs', `a = ${'-'.repeat(60_000)}1\n`, { line: 1, column: 1 }, /nested too deeply/],
  ])('%s is located', async (_what, source, at, message) => {
    const { diagnostics, hasRun } = await diagnose(source);
    expect(diagnostics).toEqual([{ message: expect.stringMatching(message), at, length: expect.any(Number) }]);
    expect(hasRun).toBe(false);
  });

  test.each([
    ['a module that is not there', `${app}import redis.asyncio\n`, { line: 3, column: 8 }, /^There is no module named 'redis' /],
    [
      'a file beside it',
      `${app}from .models import User\n`,
      { line: 3, column: 1 },
      /^There is no '\.models' here: handler\.py stands alone/,
    ],
    [
      'native code',
      `${app}import json, ctypes\n`,
      { line: 3, column: 14 },
      /^No handler calls native code here: 'ctypes' cannot be imported\.$/,
    ],
    ['processes', `${app}def f():\n    from subprocess import run\n`, { line: 4, column: 5 }, /^No handler starts processes here/],
    [
      'a name that a module does not have',
      `${app}from fastapi import WebSoket\n`,
      { line: 3, column: 1 },
      /^cannot import name 'WebSoket' from 'fastapi'/,
    ],
  ])('an import of %s is a diagnostic', async (_what, source, at, message) => {
    const { diagnostics } = await diagnose(source);
    expect(diagnostics).toEqual([{ message: expect.stringMatching(message), at, length: expect.any(Number) }]);
  });

  test('an import that the handler can do without is left to it', async () => {
    const { diagnostics } = await diagnose(`${app}try:\n    import redis\nexcept ImportError:\n    redis = None\n`);
    expect(diagnostics).toEqual([]);
  });

  test.each(['Issue A', 'Issue C:', 'Issue B', '2. Correct', 'Test 1', '1. Add Debug'])(
    'the bare block of %s says what stands around it',
    async (heading) => {
      const block = blockUnder(heading);
      const { diagnostics } = await diagnose(block);
      const line = block.split('\n').findIndex((each) => each.startsWith('@app.')) + 1;
      expect(diagnostics).toContainEqual({
        message: "This file defines no 'app'. It needs 'app = FastAPI()' before its first route.",
        at: { line, column: 2 },
        length: 3,
        frame: true,
      });
      expect(diagnostics.every(({ frame }) => frame)).toBe(true);
      const names = diagnostics.map(({ message }) => /'(\w+)'/.exec(message)?.[1]);
      expect(names).toEqual(expect.arrayContaining(['app', 'WebSocket', ...(heading === 'Issue B' ? ['process_message'] : [])]));
    },
  );

  test('a block that calls process_message, which is defined nowhere, says so', async () => {
    const source = `import asyncio\nfrom fastapi import FastAPI, WebSocket\napp = FastAPI()\n${blockUnder('Issue B')}`;
    const { diagnostics } = await diagnose(source);
    const line = source.split('\n').findIndex((each) => each.includes('process_message(data)')) + 1;
    expect(diagnostics).toEqual([
      { message: "'process_message' is called here and defined nowhere in this file.", at: { line, column: 13 }, length: 15, frame: true },
    ]);
    expect((await diagnose(framed(blockUnder('Issue B')))).diagnostics).toEqual([]);
  });

  test('an app that serves nothing says what it is', async () => {
    const { diagnostics } = await diagnose('app = 5\n');
    expect(diagnostics).toEqual([expect.objectContaining({ message: "'app' is 5, and uvicorn can only serve 'app = FastAPI()'." })]);
  });
});
