import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { preparePage } from '../../../web/server/page.ts';
import { makeFolder } from '../../helpers/folder.ts';

const WEEKS_AGO = new Date(Date.now() - 21 * 24 * 60 * 60 * 1_000);

async function build({ outdir }: { outdir: string }): Promise<void> {
  await mkdir(outdir, { recursive: true });
  await writeFile(join(outdir, 'index.html'), 'the page');
}

async function pagesIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => !name.startsWith('.'));
}

test('a page is built once, and said to be', async () => {
  await using folder = await makeFolder();
  const said: string[] = [];
  const places = { folders: [folder.path], build };
  const first = await preparePage((line) => said.push(line), places);
  expect(await preparePage((line) => said.push(line), places)).toBe(first);
  expect(said).toEqual(['Building the page …']);
  expect(await readdir(first)).toEqual(['index.html']);
});

test('where the first folder cannot be written to, the next one is taken', async () => {
  await using folder = await makeFolder();
  const file = join(folder.path, 'file');
  await writeFile(file, '');
  const page = await preparePage(() => {}, { folders: [join(file, 'page'), join(folder.path, 'page')], build });
  expect(page.startsWith(join(folder.path, 'page'))).toBe(true);
});

test('where none can be written to, a sentence names the folders', async () => {
  await using folder = await makeFolder();
  const file = join(folder.path, 'file');
  await writeFile(file, '');
  await expect(preparePage(() => {}, { folders: [join(file, 'page')], build })).rejects.toThrow(
    `Expected to be able to write to ${join(file, 'page')}. Set SOCKET_CLINIC_DATA`,
  );
});

test('a page that exists is found where nothing can be written', async () => {
  await using folder = await makeFolder();
  const file = join(folder.path, 'file');
  await writeFile(file, '');
  const built = await preparePage(() => {}, { folders: [folder.path], build });
  expect(await preparePage(() => {}, { folders: [join(file, 'page'), folder.path], build })).toBe(built);
});

test('a build that fails leaves nothing behind', async () => {
  await using folder = await makeFolder();
  const fails = async (options: { outdir: string }) => {
    await build(options);
    throw new Error('no');
  };
  await expect(preparePage(() => {}, { folders: [folder.path], build: fails })).rejects.toThrow('no');
  expect(await pagesIn(folder.path)).toEqual([]);
});

test('pages that no workshop was started with for weeks are removed by the next build', async () => {
  await using folder = await makeFolder();
  for (const name of ['old', 'recent']) await mkdir(join(folder.path, name));
  await utimes(join(folder.path, 'old'), WEEKS_AGO, WEEKS_AGO);
  await preparePage(() => {}, { folders: [folder.path], build });
  expect(await pagesIn(folder.path)).toHaveLength(2);
  expect(await pagesIn(folder.path)).toContain('recent');
});
