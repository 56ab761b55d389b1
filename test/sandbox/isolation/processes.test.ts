import { once } from 'node:events';
import { json } from 'socket-clinic/scenario';
import { expect, test } from 'vitest';
import { createBare } from '../../../sandbox/isolation/bare.ts';
import { Pool } from '../../../sandbox/process/pool.ts';
import { SandboxProcess } from '../../../sandbox/process/sandbox-process.ts';
import { createNode } from '../../../sandbox/runtimes/node/node.ts';
import { nodeProgram } from '../../../sandbox/runtimes/node/program.ts';
import { SocketPairs } from '../../../sandbox/system/sockets.ts';
import { makeFolder } from '../../helpers/folder.ts';
import { ASYNC_OK, among, asyncHandler, OK, startSandbox } from '../../helpers/sandbox.ts';

const scenario = among((draw) => [...draw.client('A').opens(), ...draw.client('A').asks({ send: json({ type: 'hi' }), reply: OK })]);

test('layers L0 and L1 alone judge a handler as all layers do', async () => {
  await using bare = startSandbox({ isolation: 'bare' });
  expect((await bare.run({ source: ASYNC_OK, dialect: 'async', scenario })).verdict).toEqual({ kind: 'working' });
  const spins = await bare.run({ source: asyncHandler('  for (;;) {}'), dialect: 'async', scenario });
  expect(spins.verdict).toMatchObject({ kind: 'limit-exceeded', limit: { what: 'time', at: { line: 3 } } });
});

test('learner code never runs as root', async () => {
  for (const isolation of ['bare', 'strongest'] as const) {
    await using sandbox = startSandbox({ isolation });
    const source = asyncHandler("  if (process.getuid?.() === 0) console.log('root');\n  await connection.accept();");
    const { timeline } = await sandbox.run({ source, dialect: 'async', scenario });
    expect(timeline.some((event) => event.kind === 'output')).toBe(false);
    expect(timeline.some((event) => event.kind === 'handshake-accepted')).toBe(true);
  }
});

test.runIf(process.platform === 'linux')('what outlives its starter in a session of its own ends when nobody commands it', async () => {
  await using folder = await makeFolder();
  const bare = createBare({ platform: process.platform, root: false });
  const orphan = "setsid sh -c 'echo up >&2; cat <&3 >/dev/null' & wait";
  const command = {
    ...bare.command(nodeProgram({ runtime: process.execPath, script: '' })),
    file: '/bin/sh',
    args: ['-c', orphan],
    env: { PATH: '/usr/bin:/bin' },
  };
  const starter = new SandboxProcess({ command, folder: folder.path, pairs: [] });
  await once(starter, 'raw');
  await starter.dispose();
  expect(starter.exit).toEqual({ code: null, signal: 'SIGKILL' });
});

/** Two processes of a pool, one by one: both ways of handing a connection over lead to a socket in the process. */
test.each(['inherit', 'send'] as const)('a connection that is handed over (%s) is served', async (handOver) => {
  const node = createNode();
  const pool = await Pool.open({ size: 1, runtime: node, isolation: 'bare', signal: new AbortController().signal });
  const pairs = await SocketPairs.open();
  const bare = createBare({ platform: process.platform, root: false });
  const command = { ...bare.command(await node.program(pool.folder.path)), handOver };
  const process_ = new SandboxProcess({ command, folder: pool.folder.empty, pairs: await pairs.make(2) });
  try {
    expect(await process_.ready()).toBe(true);
    const loaded = new Promise<void>((resolve) => process_.on('message', ({ type }) => type === 'loaded' && resolve()));
    process_.send({ type: 'load', code: 'export default async (connection) => { await connection.accept(); };', dialect: 'async' });
    await loaded;
    const socket = process_.connect()?.probe;
    const answer = new Promise<string>((resolve) => socket?.once('data', (data) => resolve(String(data))));
    socket?.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
    expect(await answer).toMatch(/^HTTP\/1\.1 \d{3} /);
    socket?.destroy();
  } finally {
    await process_.dispose();
    pairs.close();
    await pool.close();
    await node.close();
  }
});

const READY = `printf '%s{"type":"ready"}\\n' 0123456789abcdef0123456789abcdef >&5`;

/** No handler reaches the channel now; these programs stand for one that does. */
test.runIf(process.platform !== 'win32').each([
  ['garbage', "printf 'garbage\\n' >&5"],
  ['a message without the key', `${READY}; printf '{"type":"rested","ticket":1,"nowMs":60000,"progress":{}}\\n' >&5`],
  ['a message that does not end', `${READY}; head -c 8000000 /dev/zero >&5`],
])('what is no message on the channel ends the process: %s', async (_what, program) => {
  await using folder = await makeFolder();
  const bare = createBare({ platform: process.platform, root: false });
  const command = {
    ...bare.command(nodeProgram({ runtime: process.execPath, script: '' })),
    file: '/bin/sh',
    args: ['-c', `${program}; cat <&3`],
    env: { PATH: '/usr/bin:/bin' },
  };
  const abuser = new SandboxProcess({ command, folder: folder.path, pairs: [] });
  await once(abuser, 'abused');
  await once(abuser, 'exit');
  expect(abuser.exit).toEqual({ code: null, signal: 'SIGKILL' });
});
