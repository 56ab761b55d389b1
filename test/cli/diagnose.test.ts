/** A stranger's handler is examined from the command line. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { makeFolder } from '../helpers/folder.ts';
import { clinic } from '../helpers/processes.ts';

const folder = await makeFolder();
afterAll(() => folder[Symbol.asyncDispose]());

function file(name: string, lines: string[]): string {
  const path = join(folder.path, name);
  writeFileSync(path, lines.join('\n'));
  return path;
}

const SERVER = (body: string) => [
  "const express = require('express');",
  "const WebSocket = require('ws');",
  'const app = express();',
  "app.get('/', (request, response) => response.send('hello'));",
  'const wss = new WebSocket.Server({ server: app.listen(3000) });',
  "wss.on('connection', (socket) => {",
  "  socket.on('error', console.error);",
  `  socket.on('message', (data) => { ${body} });`,
  '});',
];

test('a whole program with Express is examined as it is, and its line is named', () => {
  const path = file('server.js', SERVER("if (data === 'ping') socket.send('pong');"));
  const { status, stdout } = clinic('diagnose', path);
  expect(status).toBe(1);
  expect(stdout).toMatch(
    /^Broken .*server\.js\n\nA Buffer is compared with a text at line 8, and is never equal \(bytes-compared, likely\)\n/,
  );
  expect(stdout).toContain('The step buffer-not-string teaches it.');
});

test('a healthy one is called so, as JSON too, with what is true besides', () => {
  const path = file('echo.js', SERVER('socket.send(String(data));'));
  const { status, stdout } = clinic('diagnose', path, '--json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    dialect: 'ws',
    verdict: { kind: 'working' },
    diagnoses: [],
    timeline: [],
    experiments: ['alone', 'words', 'conversation', 'company', 'goodbyes', 'rush', 'misuse', 'illegal'].map((id) => ({
      id,
      verdict: { kind: 'working' },
    })),
    remarks: [{ cause: 'no-size-limit' }, { cause: 'no-heartbeat' }],
  });
});

test('what a client says can be given, where the source does not tell it', () => {
  const path = file('secret.js', SERVER("if (data.reduce((sum, byte) => sum + byte, 0) === 1116) socket.send('found');"));
  const said = (...given: string[]) =>
    JSON.parse(clinic('diagnose', path, '--json', ...given).stdout) as { protocol: { sentence: string }[] };
  expect(said().protocol.map(({ sentence }) => sentence)).not.toContain('It answers hello world.');
  expect(said('--message', 'hello world').protocol.map(({ sentence }) => sentence)).toContain('It answers hello world.');
});

test('a file that does not compile, and one that is not there, get their sentences', () => {
  const broken = clinic('diagnose', file('broken.ts', ["import { WebSocketServer } from 'ws';", 'export default function attach( {']));
  expect(broken.status).toBe(1);
  expect(broken.stdout).toMatch(/^Did not compile .*broken\.ts\n {2}2:\d+ /);
  const missing = clinic('diagnose', join(folder.path, 'nowhere.ts'));
  expect(missing).toMatchObject({ status: 2, stdout: '' });
  expect(missing.stderr).toMatch(/^Expected a file that can be read, got ".*nowhere\.ts" \(ENOENT\)\. Check the path\.\n$/);
});
