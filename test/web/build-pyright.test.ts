import { expect, test } from 'vitest';
import { pyrightWorker } from '../../web/build-pyright.ts';

test('the language server for Python knows what handlers import, in English, and is at most 5 MB', async () => {
  const worker = await pyrightWorker();
  for (const module of ['asyncio/__init__', 'json/__init__', 'builtins', 'typing', 'traceback', 'logging/__init__', 'contextlib', 'time'])
    expect(worker).toContain(`/typeshed/stdlib/${module}.pyi`);
  expect(worker).not.toMatch(/\/typeshed\/stubs\/|\/stdlib\/tkinter/);
  expect(worker).toContain('"Create Type Stub"');
  expect(worker).not.toContain('Type Stub erstellen');
  expect(Buffer.byteLength(worker)).toBeLessThan(5_000_000);
});
