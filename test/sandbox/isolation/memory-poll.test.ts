import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, test } from 'vitest';
import { MemoryPoll, PS, TASKLIST } from '../../../sandbox/process/memory-poll.ts';

const MIB = 1024 ** 2;

test.each([
  ['ps', PS, ' 51234\n', 51_234 * 1024],
  ['ps', PS, '', undefined],
  ['tasklist', TASKLIST, '"node.exe","4711","Console","1","51,234 K"\r\n', 51_234 * 1024],
  ['tasklist', TASKLIST, '"node.exe","4711","Console","1","51.234 K"\r\n', 51_234 * 1024],
  ['tasklist', TASKLIST, 'INFO: No tasks are running which match the specified criteria.\r\n', undefined],
])('reads what %s answers', (_tool, question, answer, bytes) => {
  expect(question.read(answer)).toBe(bytes);
});

it.skipIf(process.platform === 'win32')('sees a process that takes more than it may, and not one that does not', async () => {
  const grow = 'const all = []; process.stdin.on("data", () => { all.push(Buffer.alloc(200 * 1024 ** 2, 1)); });';
  await using modest = started('process.stdin.resume()');
  await using greedy = started(grow);
  const told: string[] = [];
  const polls = [modest, greedy].map(
    ({ name, pid }) => new MemoryPoll({ question: PS, pid, maxBytes: 150 * MIB, onExceeded: () => told.push(name) }),
  );
  greedy.write();
  await expect.poll(() => told, { timeout: 20_000 }).toEqual([grow]);
  for (const poll of polls) poll.stop();
});

function started(name: string) {
  const child = spawn(process.execPath, ['-e', name], { stdio: ['pipe', 'ignore', 'ignore'] });
  return {
    name,
    pid: child.pid ?? 0,
    write: () => child.stdin.write('\n'),
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
