/** `clinic diagnose --report`: the file that it leaves. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../helpers/folder.ts';
import { clinic } from '../helpers/processes.ts';

const HANDLER = 'test/handlers/strangers/broken/calculator.async.ts';

test('an examination is reported as HTML, or as Markdown by the name of the file', async () => {
  await using folder = await makeFolder();
  const [html, markdown] = [join(folder.path, 'report.html'), join(folder.path, 'report.md')];
  for (const path of [html, markdown]) {
    const { status, stdout } = clinic('diagnose', HANDLER, '--report', path);
    expect([status, stdout.includes('A way to mend it:')]).toEqual([1, true]);
  }
  expect(await readFile(html, 'utf8')).toMatch(/^<!doctype html>.*The handler threw SyntaxError.*<svg /s);
  expect(await readFile(markdown, 'utf8')).toMatch(/^# Broken: .*\*\*The handler threw SyntaxError.*## The timeline of “/s);
});

test('a path where no file can be written is refused before anything is run', async () => {
  await using folder = await makeFolder();
  const { status, stdout, stderr } = clinic('diagnose', HANDLER, '--report', join(folder.path, 'none', 'report.md'));
  expect([status, stdout]).toEqual([2, '']);
  expect(stderr).toContain('its folder does not exist');
});
