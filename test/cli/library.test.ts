/** The package as a team imports it. */
import { examine, toBeHealthy } from 'socket-clinic';
import { expect, test } from 'vitest';

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

test('a file that is not there is told as one', async () => {
  await expect(examine('nowhere.py')).rejects.toThrow(
    /^Expected a file that can be read, got ".*nowhere\.py" \(ENOENT\)\. Check the path\.$/,
  );
});
