import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { MemoryPoll, type MemoryQuestion, PROC, PS, readTaskList, TASKLIST } from '../../../sandbox/system/memory-poll.ts';

const MIB = 1024 ** 2;

test.each([
  ['"node.exe","4711","Console","1","51,234 K"\r\n', 51_234 * 1024],
  ['"node.exe","4711","Console","1","51.234 K"\r\n', 51_234 * 1024],
  ['INFO: No tasks are running which match the specified criteria.\r\n', undefined],
])('reads what tasklist answers: %s', (answer, bytes) => {
  expect(readTaskList(answer)).toBe(bytes);
});

const QUESTIONS = { ...(process.platform === 'linux' ? { PROC } : {}), ...(process.platform === 'win32' ? { TASKLIST } : { PS }) };

test.each(Object.entries(QUESTIONS))(
  '%s sees a process that takes more than it may, and not one that does not',
  async (_name, question) => {
    const grow =
      'const all = []; process.stdin.on("data", () => { all.push(Buffer.alloc(200 * 1024 ** 2, 1)); }); process.stdout.write("here");';
    await using modest = started('process.stdin.resume(); process.stdout.write("here");');
    await using greedy = started(grow);
    const told: string[] = [];
    // Both have begun to hold what they hold.
    await Promise.all([modest.settled, greedy.settled]);
    // What it holds at the first answer is not counted: it grows after that, however long the answer takes.
    const first = Promise.withResolvers<void>();
    const watched: MemoryQuestion = {
      ...question,
      ask: (pid, tell) =>
        question.ask(pid, (bytes) => {
          tell(bytes);
          if (pid === greedy.pid) first.resolve();
        }),
    };
    const polls = [modest, greedy].map(
      ({ name, pid }) => new MemoryPoll({ question: watched, pid, maxBytes: 150 * MIB, onExceeded: () => told.push(name) }),
    );
    await first.promise;
    greedy.write();
    await expect.poll(() => told, { timeout: 20_000 }).toEqual([grow]);
    for (const poll of polls) poll.stop();
  },
);

function started(name: string) {
  const child = spawn(process.execPath, ['-e', name], { stdio: ['pipe', 'pipe', 'ignore'] });
  return {
    name,
    pid: child.pid ?? 0,
    settled: once(child.stdout, 'data'),
    write: () => child.stdin.write('\n'),
    async [Symbol.asyncDispose]() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
