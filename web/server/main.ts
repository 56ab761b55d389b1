/** Starts the workshop: catalog, sandbox, page, HTTP server, control channel. Everything it starts, it stops. */
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Catalog, OWN_LESSONS } from '../../lessons/catalog.ts';
import {
  createSandbox,
  type Preparation,
  readStubs,
  type SafetyReport,
  type Sandbox,
  startPreparation,
  typings,
} from '../../sandbox/index.ts';
import type { Readiness } from '../room-messages.ts';
import { authority, checkAddress, checkListening, LOOPBACK } from './address.ts';
import { createApp } from './app.ts';
import { AuthorsDesk } from './authors-desk.ts';
import { ControlChannel } from './control-channel.ts';
import { dataFolder } from './data-folder.ts';
import { createGuard, type Guard } from './guard.ts';
import { createBoundedServer, ROOM_BOUNDS } from './http-server.ts';
import { LiveCatalog } from './live-catalog.ts';
import { createProseRenderer } from './render-prose.ts';
import { openRoom, type RoomOptions } from './room/open-room.ts';
import { reachOf } from './room/reach.ts';
import { admitMode, type Mode, provenSandbox, viewSafety } from './safety.ts';
import { rememberPort, seatSecret } from './seat.ts';
import { OWN_SEAT, openWork } from './store/work.ts';
import { Talks } from './talks.ts';
import { type Recognise, recogniseOwner } from './visitor.ts';

/** How many ports after the asked-for one are tried when that is busy. */
const PORTS_TRIED = 100;
/** How long open connections get to end by themselves when the workshop stops, in milliseconds. */
const GOODBYE_MS = 1_000;

export interface WorkshopOptions {
  /** 0 for any free one; a busy one is not an error. */
  port: number;
  /** 127.0.0.1 when not given. */
  host?: string;
  /** The folder of the built page. */
  pageFolder: string;
  /** Ours when not given. */
  lessonsFolders?: readonly string[];
  /** Lessons are written here: they are read again when a file changes, and each step has its author's table. */
  author?: boolean;
  /** Keeps the token, the port and a learner's work over restarts; when not given, each start has its own, and the browser the work. */
  dataFolder?: string;
  /** `local` when not given: the learner's own code on the learner's own machine. */
  mode?: Mode;
  /** Host others although layers of isolation lack. */
  unsafe?: boolean;
  /** Called once the workshop listens, so that it delays nothing; when not given, nothing is set up and what is there is found. */
  prepareFastapi?: () => Preparation;
  /** Others are served: who they are and what they may do. The mode is hosted then, and the data folder is the room's own. */
  room?: RoomOptions;
  /** As in `SandboxOptions`: how many processes wait, booted. */
  poolSize?: number;
}

export interface Workshop extends AsyncDisposable {
  /** With the token: for whoever started it. */
  url: string;
  port: number;
  guard: Guard;
  catalog: Catalog;
  /** Whether FastAPI is ready here. */
  fastapi: Preparation;
  /** With a room: what leads learners to it. */
  room?: { code: string; joinAddress: string; rehearsed: Promise<Readiness | undefined> };
  close(): Promise<void>;
}

const lookHere = () => startPreparation({ dataFolder: dataFolder(), setUp: false });

/**
 * @throws StoreError when the kept work cannot be read, HostedRefusal when others would be served without isolation, AddressError when other machines could reach it,
 * NodeJS.ErrnoException when no port can be had.
 */
export async function startWorkshop(options: WorkshopOptions): Promise<Workshop> {
  const {
    port,
    host = LOOPBACK,
    pageFolder,
    lessonsFolders = [OWN_LESSONS],
    author = false,
    dataFolder: kept,
    room: asked,
    mode = asked ? 'hosted' : 'local',
    unsafe = false,
    prepareFastapi = lookHere,
    poolSize,
  } = options;
  if (asked) checkListening(host);
  else checkAddress(host);
  const [catalog, renderProse, version, secret] = await Promise.all([
    LiveCatalog.open(lessonsFolders),
    createProseRenderer(),
    readVersion(),
    // A folder that cannot be written to costs the restart its old address, not the workshop.
    kept === undefined ? undefined : seatSecret(kept).catch(() => undefined),
  ]);
  // Others who are served without a room share one address: the work of each is in the own browser.
  const keeps = kept !== undefined && (mode === 'local' || asked);
  const work = keeps ? openWork(kept, (sentence) => void process.stderr.write(`${sentence}\n`)) : undefined;
  const server = asked ? createBoundedServer(ROOM_BOUNDS, asked.certificate) : createBoundedServer();
  const sandbox = createSandbox({ poolSize, python: () => fastapi.find() });
  try {
    await admitMode(sandbox, { mode, unsafe });
  } catch (failure) {
    await sandbox.close();
    throw failure;
  }
  const actualPort = await listen(server, port, host);
  const reach = asked && reachOf({ host, port: actualPort, tls: asked.certificate !== undefined, origin: asked.origin });
  const guard = createGuard(actualPort, host, secret, reach);
  if (kept !== undefined) await rememberPort(kept, actualPort);
  const fastapi = prepareFastapi();
  const desk = author ? new AuthorsDesk({ catalog, sandbox, fastapi }) : undefined;
  const talks = new Talks(guard);
  const proven = provenSandbox(sandbox, mode);
  const opened = reach && openRoom(asked, { guard, work, catalog, origin: reach.origin, sandbox: proven, fastapi });
  const room = opened?.room;
  const recognise: Recognise = room ? (headers) => room.recognise(headers) : recogniseOwner(guard, work?.of(OWN_SEAT));
  const channel = new ControlChannel({ guard, recognise, room, catalog, sandbox: proven, fastapi, talks, mode, version, desk });
  const unfollow = author ? catalog.follow(() => channel.tellOfChange()) : undefined;
  server.on(
    'request',
    createApp({
      ...{ guard, recognise, room, catalog, renderProse, desk, pageFolder },
      behindProxy: asked?.origin !== undefined,
      typings: (dialect) => (dialect === 'fastapi' ? readStubs(() => fastapi.find()) : typings(dialect)),
      safety: async () => viewSafety(...(await reportsOf(sandbox, fastapi)), { mode, unsafe }),
    }),
  );
  server.on('upgrade', (request, socket, head) => void (talks.upgrade(request, socket, head) || channel.upgrade(request, socket, head)));
  // The page says what was found; a run that comes sooner waits for it, and meets the same failure.
  sandbox.safety().catch(() => {});
  attackWhenReady(sandbox, fastapi);
  const close = onlyOnce(async () => {
    unfollow?.();
    opened?.close();
    channel.close();
    const closed = once(server, 'close');
    server.close();
    server.closeIdleConnections();
    const impatience = setTimeout(() => {
      channel.terminate();
      server.closeAllConnections();
    }, GOODBYE_MS);
    await Promise.all([closed, sandbox.close(), fastapi.close()]);
    clearTimeout(impatience);
    work?.close();
  });
  const url = reach ? `${reach.origin}/board?token=${guard.token}` : `http://${authority(host, actualPort)}/?token=${guard.token}`;
  const shown = opened && { code: opened.room.code, joinAddress: opened.joinAddress, rehearsed: opened.rehearsed };
  return { url, port: actualPort, guard, catalog, fastapi, room: shown, close, [Symbol.asyncDispose]: close };
}

/** What the self-test has found for each runtime that is there. */
async function reportsOf(sandbox: Sandbox, fastapi: Preparation): Promise<[SafetyReport, SafetyReport?]> {
  const isReady = fastapi.current().state === 'ready';
  return Promise.all([sandbox.safety(), isReady ? sandbox.safety('python').catch(() => undefined) : undefined]);
}

/** One after the other, so that the first page does not wait for both. */
function attackWhenReady(sandbox: Sandbox, fastapi: Preparation): void {
  const attack = async () => {
    if (fastapi.current().state !== 'ready') return;
    await sandbox.safety().catch(() => {});
    // A run meets the same failure, and tells it.
    await sandbox.safety('python').catch(() => {});
  };
  fastapi.onChange(() => void attack());
  void attack();
}

/** Takes the next free port after a busy one. */
async function listen(server: Server, port: number, host: string): Promise<number> {
  for (let candidate = port; ; candidate++) {
    try {
      server.listen(candidate, host);
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    } catch (failure) {
      const busy = (failure as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!busy || candidate >= Math.min(port + PORTS_TRIED, 65_535)) throw failure;
    }
  }
}

/** The workshop's own, as `package.json` says it. */
export async function readVersion(): Promise<string> {
  const manifest = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

function onlyOnce(stop: () => Promise<void>): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  return () => {
    stopping ??= stop();
    return stopping;
  };
}
