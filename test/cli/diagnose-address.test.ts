/** `clinic diagnose` of an address and of a capture, from the command line. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { makeFolder } from '../helpers/folder.ts';
import { clinic } from '../helpers/processes.ts';
import { startNodeBackend } from '../helpers/servers.ts';

const QUICK = ['--idle', '0.02'];

test('a healthy backend is healthy, and what is sent to it was said before', async () => {
  await using backend = await startNodeBackend('answers');
  const url = `ws://localhost:${backend.port}/ws`;
  const { status, stdout, stderr } = clinic('diagnose', url, '--message', '{"type":"hi"}', '--expect', '{"type":"response"}', ...QUICK);
  expect(status).toBe(0);
  expect(stderr.split('\n')[0]).toBe(`To ${url} will be sent, if it comes to it:`);
  expect(stderr).toContain('  a text message: {"type":"hi"}\n');
  expect(stderr).toMatch(/^Nothing else is sent\.$/m);
  expect(stdout).toMatch(/^Healthy ws:.*\nIt opened and stayed open for 20 ms of silence/);
  expect(stdout).toContain('After {"type":"hi"} it sent {"type":"response","data":"Message received"}.');
});

test('a broken one is named, with its look-alikes and what would tell; --json has the same', async () => {
  await using backend = await startNodeBackend('throws');
  const { status, stdout } = clinic('diagnose', `ws://localhost:${backend.port}/ws`, ...QUICK);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^The whole process ended, and every connection with it \(process-died, likely\)$/m);
  expect(stdout).toMatch(/^ {2}Looks the same from here: server-restarts\.$/m);
  expect(stdout).toMatch(/^Look at the server’s last lines of output/m);
  const json = clinic('diagnose', `ws://localhost:${backend.port}/ws`, '--json');
  expect(json.status).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({
    verdict: { kind: 'broken' },
    conclusion: expect.stringMatching(/^Nothing listens at that port\. It shows when no connection: /),
    diagnoses: [{ cause: 'port-refused', experiment: 'opens-and-stays' }],
    experiments: [{ id: 'opens-and-stays', verdict: { kind: 'broken' } }],
    remarks: [],
  });
});

test.each([
  [['http://localhost/ws'], /Write ws:\/\/localhost\/ws\./],
  [['localhost:8000/ws'], /Write ws:\/\/localhost:8000\/ws\./],
  [['ws://user:word@localhost/'], /Put them into a header/],
  [['ws://localhost/#top'], /without a fragment/],
  [['ws://localhost/', '--path', 'ws'], /Expected a path that begins with a slash/],
  [['ws://localhost/', '--header', 'no colon'], /Expected a header such as/],
  [['ws://localhost/', '--header', 'X: \x01'], /Expected one line of plain text/],
  [['ws://localhost/', '--subprotocol', 'a b'], /Expected a subprotocol of letters/],
  [['ws://localhost/', '--expect', '{'], /Expected JSON after --expect/],
  [['ws://localhost/', '--idle', 'long'], /Expected a number of seconds from 0 to 600/],
  [['handler.ts', '--idle', '3'], /Expected --idle with an address/],
])('what cannot be asked is refused before anything is sent: %j', (given, words) => {
  const { status, stdout, stderr } = clinic('diagnose', ...given);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(words);
});

test('a capture is read by its name', async () => {
  await using folder = await makeFolder();
  const file = join(folder.path, 'page.har');
  const request = { method: 'GET', url: 'ws://app.example.test/ws', headers: [] };
  await writeFile(
    file,
    JSON.stringify({ log: { entries: [{ request, response: { status: 403, statusText: 'Forbidden', headers: [] } }] } }),
  );
  const { status, stdout } = clinic('diagnose', file);
  expect(status).toBe(1);
  expect(stdout).toMatch(/^The opening handshake was refused with 403 Forbidden \(refused-handshake, likely\)$/m);
  expect(stdout).toMatch(/It does not hold pings and pongs; close frames/);
  await writeFile(file, '{}');
  expect(clinic('diagnose', file)).toMatchObject({ status: 2, stderr: expect.stringMatching(/^Expected a HAR file/) });
});
