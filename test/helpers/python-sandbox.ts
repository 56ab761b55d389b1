/** Runs a handler of FastAPI's in a Python process as the workshop will, on each stack that the machine has. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Scenario } from 'socket-clinic/scenario';
import { createBare } from '../../sandbox/isolation/bare.ts';
import type { Command } from '../../sandbox/isolation/command.ts';
import { playScript } from '../../sandbox/probe/probe.ts';
import type { FromProcess } from '../../sandbox/process/messages.ts';
import { ProcessPeer } from '../../sandbox/process/process-peer.ts';
import { SandboxProcess } from '../../sandbox/process/sandbox-process.ts';
import { Watch } from '../../sandbox/process/watchdog.ts';
import { describeVersions, type FoundPython, isMissing } from '../../sandbox/runtimes/python/found.ts';
import { PYTHONS_WORDS, pythonProgram, writeInside } from '../../sandbox/runtimes/python/python.ts';
import { resolveScenario } from '../../sandbox/scenario/resolve.ts';
import { findProgram } from '../../sandbox/system/programs.ts';
import { SocketPairs } from '../../sandbox/system/sockets.ts';
import { Recorder } from '../../sandbox/timeline/recorder.ts';
import type { Diagnostic, TimelineEvent } from '../../sandbox/timeline/timeline.ts';
import { conclude } from '../../sandbox/verdict/judge.ts';
import { Judging } from '../../sandbox/verdict/judging.ts';
import type { Verdict } from '../../sandbox/verdict/verdict.ts';
import { realEnvironment } from './python.ts';

/** A Python with FastAPI and uvicorn. */
export interface Stack {
  python: string;
  packages: string[];
  /** Of uvicorn. */
  version: [number, number];
  title: string;
}

const ASK = `import json, site, sys, uvicorn, fastapi
print(json.dumps([site.getsitepackages(), uvicorn.__version__, fastapi.__version__, sys.version.split()[0]]))`;

const stacks = await findStacks();

/** Where there is none, its tests are skipped and say so; CI has to have one. */
export const WITHOUT_PYTHON = stacks.length === 0;
export const STACKS: Stack[] = WITHOUT_PYTHON ? [{ python: '', packages: [], version: [0, 0], title: 'without FastAPI' }] : stacks;

/** Those named in SOCKET_CLINIC_TEST_PYTHON, several apart as on PATH; without any, the environment that the tests set up. */
async function findStacks(): Promise<Stack[]> {
  const named = (process.env.SOCKET_CLINIC_TEST_PYTHON ?? '').split(delimiter).filter(Boolean);
  if (named.length > 0) return named.map(describeStack);
  const found = await realEnvironment();
  if (!isMissing(found)) return [stackOf(found)];
  const sentence = `Skipped, without FastAPI: ${found.reason}. What to do: ${found.remedy}`;
  if (process.env.CI === 'true') throw new Error(sentence);
  process.stderr.write(`${sentence}\n`);
  return [];
}

function stackOf({ python, path, versions }: FoundPython): Stack {
  const [major = 0, minor = 0] = (versions.uvicorn ?? '').split('.').map(Number);
  return { python, packages: path, version: [major, minor], title: describeVersions(versions) };
}

function describeStack(python: string): Stack {
  const [packages, uvicorn, fastapi, version] = JSON.parse(execFileSync(python, ['-c', ASK], { encoding: 'utf8' }));
  const [major, minor] = uvicorn.split('.').map(Number);
  return { python, packages, version: [major, minor], title: `FastAPI ${fastapi} on uvicorn ${uvicorn}, Python ${version}` };
}

/** What stands around the blocks of the source document, which show an endpoint alone. */
const FRAME = `import asyncio, json, time
from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


def process_message(data):
    json.loads(data)


`;

export function framed(block: string): string {
  return FRAME + block;
}

/** An endpoint at the source document's path, in its frame. */
export function endpoint(body: string): string {
  return framed(`@app.websocket("/ws/{client_id}")\nasync def websocket_endpoint(websocket: WebSocket, client_id: str):\n${body}\n`);
}

export interface Played {
  verdict?: Verdict;
  timeline: TimelineEvent[];
  diagnostics: Diagnostic[];
  /** What was written past the capture. */
  raw: string;
}

/** A place in which Python processes start, with the program that they run. */
export class PythonSandbox implements AsyncDisposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'socket-clinic-python-'));
  readonly #stack: Stack;
  readonly #inside: string;

  constructor(stack: Stack) {
    this.#stack = stack;
    this.#inside = writeInside(this.#folder);
    chmodSync(this.#folder, 0o755);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** A process that is ready for a handler. */
  async start(connections = 32): Promise<PythonProcess> {
    const pairs = await SocketPairs.open();
    const made = await pairs.make(connections);
    pairs.close();
    const sandboxed = new SandboxProcess({ command: this.#command(), folder: this.#folder, pairs: made });
    const process_ = new PythonProcess(sandboxed);
    if (!(await sandboxed.ready())) throw new Error(`Expected a Python process to become ready, it ended: ${process_.raw}`);
    return process_;
  }

  async run(source: string, scenario: Scenario, { onEvent }: { onEvent?: (event: TimelineEvent, process: SandboxProcess) => void } = {}) {
    await using started = await this.start();
    return await started.play(source, scenario, onEvent);
  }

  #command(): Command {
    const { python, packages: path } = this.#stack;
    const isRoot = process.getuid?.() === 0;
    const bare = createBare({
      platform: process.platform,
      setpriv: isRoot ? findProgram('setpriv') : undefined,
      prlimit: findProgram('prlimit'),
      root: isRoot,
    });
    return bare.command(pythonProgram({ python, path, readable: [], hidden: [], libraries: [] }, this.#inside));
  }
}

export class PythonProcess implements AsyncDisposable {
  readonly process: SandboxProcess;
  raw = '';

  constructor(process_: SandboxProcess) {
    this.process = process_;
    process_.on('raw', (text) => {
      this.raw += text;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.process.dispose();
  }

  async play(source: string, scenario: Scenario, onEvent?: (event: TimelineEvent, process: SandboxProcess) => void): Promise<Played> {
    const script = resolveScenario(scenario, '0123456789abcdef0123456789abcdef', 'fastapi');
    const judging = new Judging(script);
    let watch: Watch | undefined;
    const recorder = new Recorder((event) => {
      judging.take(event);
      watch?.look(event);
      onEvent?.(event, this.process);
    });
    const peer = new ProcessPeer(this.process, recorder, { ...PYTHONS_WORDS, locate: (place) => place });
    watch = new Watch({ process: this.process, recorder, locate: (place) => place, end: () => peer.end(), runtime: PYTHONS_WORDS });
    recorder.parent({ kind: 'run-started' });
    const diagnostics = await this.#load(source, peer);
    if (diagnostics !== undefined) watch.stop();
    if (diagnostics !== undefined) return { timeline: recorder.finish(), diagnostics, raw: this.raw };
    await playScript({
      script,
      peer,
      recorder,
      intake: this.process.intake,
      standing: (entry) => judging.standing(entry),
      captured: (name) => judging.captured(name),
    });
    recorder.parent({ kind: 'script-ended' });
    watch.stop();
    peer.end();
    const timeline = recorder.finish();
    return { verdict: conclude(script, timeline, judging).verdict, timeline, diagnostics: [], raw: this.raw };
  }

  /** undefined when it was loaded, or ended the process. */
  #load(source: string, peer: ProcessPeer): Promise<Diagnostic[] | undefined> {
    return new Promise((resolve) => {
      this.process.on('message', (message: FromProcess) => {
        if (message.type === 'loaded') resolve(undefined);
        if (message.type === 'did-not-compile') resolve(message.diagnostics);
      });
      peer.onEnd(() => resolve(undefined));
      this.process.send({ type: 'load', code: source, dialect: 'async' });
    });
  }
}
