import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startPreparation } from '../../../sandbox/index.ts';
import { createGuard } from '../../../web/server/guard.ts';
import { startWorkshop, type Workshop } from '../../../web/server/main.ts';
import { lastPort, seatSecret } from '../../../web/server/seat.ts';
import { makeFolder } from '../../helpers/folder.ts';
import { openTab } from '../../helpers/tab.ts';
import { cookieOf } from '../../helpers/workshop.ts';

function startIn(dataFolder: string, port: number): Promise<Workshop> {
  const prepareFastapi = () => startPreparation({ dataFolder, environment: {}, setUp: false });
  return startWorkshop({ port, pageFolder: dataFolder, dataFolder, prepareFastapi });
}

test('a data folder has one secret, which only its owner can read', async () => {
  await using folder = await makeFolder();
  const made = await seatSecret(join(folder.path, 'new'));
  expect(Buffer.from(made, 'base64url')).toHaveLength(32);
  expect(await seatSecret(join(folder.path, 'new'))).toBe(made);
  expect((await stat(join(folder.path, 'new', 'seat-secret'))).mode & 0o777).toBe(0o600);
});

test('twenty starts at once agree on one secret, and leave no other file', async () => {
  await using folder = await makeFolder();
  const secrets = await Promise.all(Array.from({ length: 20 }, () => seatSecret(folder.path)));
  expect(new Set(secrets)).toEqual(new Set([await readFile(join(folder.path, 'seat-secret'), 'utf8')]));
  expect(await readdir(folder.path)).toEqual(['seat-secret']);
});

test.each([
  ['cut short', async (file: string) => writeFile(file, 'abc')],
  ['readable by others', async (file: string) => chmod(file, 0o644)],
])('a secret that is %s is replaced', async (_what, spoil) => {
  await using folder = await makeFolder();
  const before = await seatSecret(folder.path);
  await spoil(join(folder.path, 'seat-secret'));
  const after = await seatSecret(folder.path);
  expect(after).toMatch(/^[\w-]{43}$/);
  expect(after).not.toBe(before);
  expect(await seatSecret(folder.path)).toBe(after);
});

test('the cookie’s name tells data folders apart, not ports', () => {
  const [one, other] = ['a'.repeat(43), 'b'.repeat(43)];
  expect(createGuard(1, undefined, one).cookieName).toBe(createGuard(2, undefined, one).cookieName);
  expect(createGuard(1, undefined, one).cookieName).not.toBe(createGuard(1, undefined, other).cookieName);
  expect(createGuard(1, undefined, one).cookieName).not.toContain(one);
});

test('a cookie from before a restart opens the API and the control channel after it, on another port too', async () => {
  await using folder = await makeFolder();
  const start = (port: number) => startIn(folder.path, port);
  const first = await start(0);
  const cookie = cookieOf(first);
  expect(await lastPort(folder.path)).toBe(first.port);
  await using blocker = await start(0);
  await first.close();
  await using second = await start(blocker.port);
  expect(second.port).not.toBe(blocker.port);
  const { status } = await fetch(`http://127.0.0.1:${second.port}/api/catalog`, { headers: { cookie } });
  expect(status).toBe(200);
  const tab = await openTab({ port: second.port, guard: first.guard });
  tab.close();
});

test.each(['', '0', '70000', '12x', '-1'])('a port file that says %j is no port', async (text) => {
  await using folder = await makeFolder();
  await writeFile(join(folder.path, 'port'), text);
  expect(await lastPort(folder.path)).toBeUndefined();
});

test('where nothing can be kept, the workshop starts with a token of its own', async () => {
  await using folder = await makeFolder();
  const file = join(folder.path, 'a-file');
  await writeFile(file, '');
  await using workshop = await startIn(file, 0);
  expect(workshop.guard.token).toMatch(/^[\w-]{43}$/);
});
