/** The package as a team imports it. */
import { examine, toBeHealthy } from 'socket-clinic';
import { expect, test } from 'vitest';
import { startNodeBackend } from '../helpers/servers.ts';

const STEP = 'lessons/01-stay-open/01-open-then-gone/ws';

declare module 'vitest' {
  interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
    toBeHealthy(): R;
  }
}
expect.extend({ toBeHealthy });

test('a handler that works is healthy', async () => {
  const examination = await examine(`${STEP}/solution.ts`);
  expect(examination).toBeHealthy();
  expect(() => expect(examination).not.toBeHealthy()).toThrow(`Expected something to be wrong with ${STEP}/solution.ts. `);
});

test('one that does not is told with its cause and what to do', async () => {
  const examination = await examine(`${STEP}/starter.ts`, { dialect: 'ws', messages: ['{"type":"hi"}'] });
  const [first] = examination.diagnoses;
  expect(first).toMatchObject({ cause: 'nobody-listens', advice: expect.any(String) });
  const told = `Expected ${STEP}/starter.ts to be healthy.\n\n${first?.title} (nobody-listens, ${first?.confidence})\n${first?.advice}`;
  expect(() => expect(examination).toBeHealthy()).toThrow(told);
});

test('a backend is examined where it runs', async () => {
  await using backend = await startNodeBackend('answers');
  const url = `ws://localhost:${backend.port}/ws`;
  const asked = { messages: ['{"type":"hi"}'], expect: { type: 'response' }, idleMs: 20 };
  expect(await examine(url, { ...asked, headers: { 'X-Key': '1' } })).toBeHealthy();
  const broken = await examine(url, { ...asked, expect: { type: 'other' } });
  expect(broken).not.toBeHealthy();
  expect(broken.subject.name).toBe(url);
});

test('what cannot be asked is told before anything is sent', async () => {
  await expect(examine('ws://localhost:1/ws', { headers: { 'X Key': '1' } })).rejects.toThrow('Expected a header such as');
  await expect(examine('ws://localhost:1/ws', { subprotocols: ['v 1'] })).rejects.toThrow('Expected a subprotocol of letters');
});

test('a file that is not there is told as one', async () => {
  await expect(examine('nowhere.py')).rejects.toThrow(
    /^Expected a file that can be read, got ".*nowhere\.py" \(ENOENT\)\. Check the path\.$/,
  );
});
