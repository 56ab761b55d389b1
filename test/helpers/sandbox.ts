/** A sandbox for a test, and short words for running a handler in it. */

import { answersJson, type Draw, type Entry, json, type Scenario, scenario } from 'socket-clinic/scenario';
import { createSandbox, type RunReport, type Sandbox } from '../../sandbox/index.ts';

export const OK = answersJson({ type: 'response', data: 'Message received' });

export interface TestSandbox extends Sandbox, AsyncDisposable {}

export function startSandbox(options: Parameters<typeof createSandbox>[0] = {}): TestSandbox {
  const sandbox = createSandbox({ poolSize: 2, ...options });
  return { ...sandbox, [Symbol.asyncDispose]: () => sandbox.close() };
}

/** A scenario without bystander and newcomer, for looking at one connection. */
export function alone(script: (draw: Draw) => Entry[]): Scenario {
  return scenario({ title: 'a test', questions: false, pauses: false, talk: () => ({ send: json({ type: 'hi' }), reply: OK }), script });
}

/** With bystander and closing questions, that talk JSON. */
export function among(script: (draw: Draw) => Entry[]): Scenario {
  return scenario({ title: 'a test', talk: () => ({ send: json({ type: 'hi' }), reply: OK }), script });
}

/** The body of an `async` handler after its imports. */
export function asyncHandler(body: string): string {
  return `import { type Connection, WebSocketDisconnect, sleep, sleepSync } from 'clinic';
export default async function handler(connection: Connection, clientId: string) {
${body}
}`;
}

/** The body of a `connection` listener. */
export function wsHandler(body: string, before = ''): string {
  return `import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
${before}
export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, request) => {
${body}
  });
}`;
}

export const ASYNC_OK = asyncHandler(`  await connection.accept();
  try {
    while (true) {
      await connection.receiveText();
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }`);

export const WS_OK = wsHandler(`    socket.on('message', () => socket.send('{"type":"response","data":"Message received"}'));
    socket.on('error', () => {});`);

export function wireKinds(report: RunReport, connection = 'A'): string[] {
  return report.timeline.filter((event) => event.source === 'wire' && event.connection === connection).map(({ kind }) => kind);
}

export function closedOn(report: RunReport, connection = 'A') {
  return report.timeline.find((event) => event.kind === 'closed' && event.connection === connection);
}

export function output(report: Pick<RunReport, 'timeline'>): string {
  return report.timeline.map((event) => (event.kind === 'output' ? event.text : '')).join('');
}
