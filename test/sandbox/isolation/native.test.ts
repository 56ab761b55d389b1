/** Native code that an ordinary compiler made, on an inherited connection in bubblewrap: without the filter, and with it. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBubblewrap } from '../../../sandbox/isolation/bubblewrap.ts';
import { seccompFilter } from '../../../sandbox/isolation/seccomp.ts';
import { thisArchitecture } from '../../../sandbox/isolation/system-calls.ts';
import { findProgram, librariesOf } from '../../../sandbox/system/programs.ts';
import { SocketPairs } from '../../../sandbox/system/sockets.ts';
import { makeFolder, type TestFolder } from '../../helpers/folder.ts';

const [bwrap = '', prlimit = '', setpriv = '', cc = ''] = ['bwrap', 'prlimit', 'setpriv', 'cc'].map((name) => findProgram(name) ?? '');
const architecture = thisArchitecture();
const isRoot = process.getuid?.() === 0;
const able = process.platform === 'linux' && architecture !== undefined && ![bwrap, prlimit, setpriv, cc].includes('');
if (!able)
  process.stdout.write('Native code is not tried here: it takes Linux on x64 or arm64, bubblewrap, util-linux and a C compiler.\n');

test.runIf(isRoot && existsSync('/usr/bin/apt-get'))('where the tests install what they need, native code is tried', () => {
  expect(able).toBe(true);
});

describe.runIf(able)('native code with an inherited connection', () => {
  let folder: TestFolder;
  beforeAll(async () => {
    folder = await makeFolder();
    await chmod(folder.path, 0o755);
    const built = spawnSync(cc, ['-static', '-O1', '-o', join(folder.path, 'redial'), join(import.meta.dirname, 'redial.c')], {
      encoding: 'utf8',
    });
    expect([built.status, built.stderr]).toEqual([0, '']);
    if (architecture) await writeFile(join(folder.path, 'filter'), seccompFilter(architecture));
  });
  afterAll(() => folder[Symbol.asyncDispose]());

  /** What it says of each attempt, and whether a connection came to the port that it was to reach. */
  async function attack(filter?: string) {
    await using harbour = await openPort();
    const pairs = await SocketPairs.open();
    const [pair] = await pairs.make(1);
    pairs.close();
    const program = join(folder.path, 'redial');
    const parts = { bwrap, prlimit, setpriv, root: isRoot, libraries: librariesOf([prlimit]), filter };
    const { file, args, env } = createBubblewrap(parts).command({
      file: program,
      args: () => [String(harbour.port)],
      environment: {},
      reads: [],
      libraries: [],
      dataBytes: 64 * 1024 ** 2,
    });
    const opened = filter === undefined ? ('ignore' as const) : openSync(filter, 'r');
    const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'inherit', 'ignore', 'ignore', 'ignore', opened, pair?.handler] });
    if (opened !== 'ignore') closeSync(opened);
    pair?.handler.destroy();
    const said = child.stdout ? await text(child.stdout) : '';
    pair?.probe.destroy();
    return { said: said.trim().split('\n'), arrived: await harbour.wasReached() };
  }

  test('without the filter it leads the connection elsewhere, in spite of the network namespace', async () => {
    const { said, arrived } = await attack();
    expect(arrived).toBe(true);
    for (const what of [
      'disconnect',
      'bind',
      'listen',
      'fast-open-sendto',
      'fast-open-sendmsg',
      'fast-open-sendmmsg',
      'redial',
      'stream-socket',
      'pair',
    ])
      expect(said).toContain(`${what} succeeded`);
  });

  test('with the filter every way is denied, and what a runtime needs is not', async () => {
    const { said, arrived } = await attack(join(folder.path, 'filter'));
    expect(arrived).toBe(false);
    const [absent, needed] = [['io-uring'], ['pair', 'send-on-pair']];
    const whats = said.map((line) => line.split(' ')[0] ?? '');
    expect(whats).toHaveLength(18);
    const expected = (what: string) =>
      needed.includes(what) ? 'succeeded' : absent.includes(what) ? 'Function not implemented' : 'Operation not permitted';
    expect(said).toEqual(whats.map((what) => `${what} ${expected(what)}`));
  });
});

interface Port extends AsyncDisposable {
  port: number;
  /** Whether somebody has connected. A connection of its own comes after all that were made before. */
  wasReached(): Promise<boolean>;
}

async function openPort(): Promise<Port> {
  const callers = new Set<number | undefined>();
  const server = createServer((socket) => {
    callers.add(socket.remotePort);
    socket.on('error', () => {}).destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    async wasReached() {
      const own = connect(port, '127.0.0.1').on('error', () => {});
      await once(own, 'connect');
      const { localPort } = own;
      while (!callers.has(localPort)) await once(server, 'connection');
      own.destroy();
      return callers.size > 1;
    },
    async [Symbol.asyncDispose]() {
      server.close();
    },
  };
}
