/** What the attacks of the self-test reach for, and what the workshop sees of it at its own end. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { RunFolder } from '../system/run-folder.ts';
import type { Target } from './attempt.ts';

export interface Decoys extends AsyncDisposable {
  target: Pick<
    Target,
    'secretFile' | 'writtenFile' | 'tracedFile' | 'homeFolder' | 'port' | 'datagramPort' | 'socketFile' | 'workshopPid' | 'commandLine'
  >;
  /** Where nothing but the native program can come. */
  redialPort: number;
  /** Whether a datagram has come. One of its own comes after all that were sent before. */
  arrived(): Promise<boolean>;
  /** Whether a connection has come. One of its own comes after all that were made before. */
  redialed(): Promise<boolean>;
}

/** Files, ports and a socket file that a program without isolation can reach: otherwise its failure would prove nothing. */
export async function setDecoys(folder: string): Promise<Decoys> {
  const open = join(folder, 'open');
  const [secretFile, socketFile] = [join(folder, 'secret'), join(open, 'socket')];
  await mkdir(open, { mode: 0o777 });
  await chmod(open, 0o777);
  await writeFile(secretFile, 'nothing of worth');
  await RunFolder.share(secretFile);
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  const fileServer = createServer((socket) => socket.destroy()).listen(
    process.platform === 'win32' ? `\\\\.\\pipe\\${folder}` : socketFile,
  );
  const redials = createServer().listen(0, '127.0.0.1');
  const datagrams = createSocket('udp4').bind(0, '127.0.0.1');
  await Promise.all([server, fileServer, redials, datagrams].map((each) => once(each, 'listening')));
  if (process.platform !== 'win32') await chmod(socketFile, 0o777);
  let came = 0;
  datagrams.on('message', (message) => {
    if (String(message) === 'here') came += 1;
  });
  const datagramPort = datagrams.address().port;
  const redialPort = (redials.address() as AddressInfo).port;
  return {
    target: {
      secretFile,
      writtenFile: join(open, 'written'),
      tracedFile: join(open, 'traced'),
      homeFolder: homedir(),
      port: (server.address() as AddressInfo).port,
      datagramPort,
      socketFile,
      workshopPid: process.pid,
      commandLine: readCommandLine(),
    },
    redialPort,
    redialed: awaitCallers(redials, redialPort),
    async arrived() {
      const barrier = new Promise<void>((resolve) => datagrams.on('message', (message) => String(message) === 'barrier' && resolve()));
      datagrams.send('barrier', datagramPort, '127.0.0.1');
      await barrier;
      return came > 0;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      fileServer.close();
      redials.close();
      datagrams.close();
    },
  };
}

function awaitCallers(server: Server, port: number): () => Promise<boolean> {
  const callers = new Set<number | undefined>();
  server.on('connection', (socket) => {
    callers.add(socket.remotePort);
    socket.on('error', () => {}).destroy();
  });
  return async () => {
    const own = connect(port, '127.0.0.1').on('error', () => {});
    await once(own, 'connect');
    const ownPort = own.localPort;
    while (!callers.has(ownPort)) await once(server, 'connection');
    own.destroy();
    return callers.size > 1;
  };
}

function readCommandLine(): string {
  try {
    return readFileSync('/proc/self/cmdline', 'utf8');
  } catch {
    return '';
  }
}
