import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { LiveCatalog } from '../../../web/server/live-catalog.ts';
import { makeFolder } from '../../helpers/folder.ts';
import { inStep, LESSON, lessonsFolder, RIGHT, STEP } from '../../helpers/lessons-folder.ts';

/** A catalog that is followed until the test ends. `until` takes what is told, a change or a line on stderr, until one holds. */
async function followed(path: string) {
  const told: string[] = [];
  let wake = () => {};
  const tell = (what: string) => {
    told.push(what);
    wake();
  };
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
    tell(String(line));
    return true;
  });
  const catalog = await LiveCatalog.open([path]);
  const stop = catalog.follow(() => tell('changed'));
  onTestFinished(() => {
    stop();
    stderr.mockRestore();
  });
  async function until(holds: (what: string) => boolean): Promise<string> {
    for (;;) {
      const what = told.shift();
      if (what === undefined) await new Promise<void>((resolve) => (wake = resolve));
      else if (holds(what)) return what;
    }
  }
  return { catalog, until };
}

/** In one piece, so that no reading sees half of it. */
async function put(file: string, text: string): Promise<void> {
  await using elsewhere = await makeFolder();
  const written = join(elsewhere.path, 'written');
  await writeFile(written, text);
  await rename(written, file);
}

test('a change is read, and so is one that breaks a file', async () => {
  await using folder = await lessonsFolder(RIGHT);
  const { catalog, until } = await followed(folder.path);
  const file = join(folder.path, '01-first/lesson.md');
  await put(file, LESSON.replace('title: First', 'title: Another'));
  await until(() => catalog.lessons[0]?.title === 'Another');
  await put(file, 'no front matter');
  await until(() => catalog.lessons.length === 0);
  expect(catalog.troubled[0]?.problems).toMatchObject([{ file: '01-first/lesson.md' }]);
});

test('lessons that cannot be read again stay as they were, it is said why, and the next change is read', async () => {
  await using folder = await lessonsFolder(RIGHT);
  const { catalog, until } = await followed(folder.path);
  const unreadable = join(folder.path, inStep('async/note.md'));
  await mkdir(unreadable);
  const said = await until((what) => what !== 'changed');
  expect(said).toMatch(/^The lessons could not be read again; they stay as they were\. Save a file to try once more\. .*EISDIR/);
  expect([catalog.step('hello')?.title, catalog.troubled]).toEqual(['Hello', []]);
  await rm(unreadable, { recursive: true });
  await put(join(folder.path, inStep('step.md')), STEP.replace('title: Hello', 'title: Good day'));
  await until(() => catalog.step('hello')?.title === 'Good day');
});
