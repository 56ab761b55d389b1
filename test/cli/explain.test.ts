/** The field guide, from the command line. */
import { expect, test } from 'vitest';
import { CAUSES } from '../../sandbox/scenario/names.ts';
import { GUIDE } from '../../sandbox/verdict/causes/guide/guide.ts';
import { clinic } from '../helpers/processes.ts';

test('explain lists every cause with its name, a line each', () => {
  const { status, stdout, stderr } = clinic('explain');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout.trimEnd().split('\n')).toHaveLength(CAUSES.length);
  expect(stdout).toMatch(/^handler-returned {2,}The handler ends by itself$/m);
});

test('explain --json lists the same', () => {
  const { status, stdout } = clinic('explain', '--json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ causes: CAUSES.map((id) => ({ id, name: GUIDE[id].name })) });
});

test('explain of a cause shows its whole entry, and leaves out what it does not have', () => {
  const { status, stdout } = clinic('explain', 'eager-reaper');
  expect(status).toBe(0);
  expect(stdout).toMatch(/^The heartbeat ends healthy clients \(eager-reaper\)\n\nOn the wire\n {2}Each client gets one ping/);
  expect(stdout).toContain("\n\nIn ws\n  let isAlive = true;\n  socket.on('pong', () => {\n    isAlive = true;\n  });\n");
  expect(stdout).toContain('\n\nLooks the same on the wire\n  idle-limit: An idle limit ends a silent client\n');
  const titles = stdout
    .split('\n')
    .filter((line) => /^\S/.test(line))
    .slice(1);
  expect(titles).toEqual([
    'On the wire',
    'From inside',
    'What rules it out',
    'What to do',
    'In ws',
    'Looks the same on the wire',
    'What tells them apart',
  ]);
});

test('explain --json of a cause is its entry', () => {
  const { status, stdout } = clinic('explain', 'two-readers', '--json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ id: 'two-readers', ...GUIDE['two-readers'] });
  expect(JSON.parse(stdout)).toMatchObject({ step: 'two-readers', lookAlikes: ['answered-once', 'task-threw', 'messages-lost'] });
});

test.each([
  ['handler-retruned', 'Expected the id of a cause, got "handler-retruned". Did you mean handler-returned?'],
  ['awaited', 'Did you mean never-awaited?'],
  ['it-hurts-when-i-laugh', 'got "it-hurts-when-i-laugh". The explain command without a cause shows all.'],
])('explain %s is a usage error: exit 2 with a sentence, and nothing on stdout', (typed, words) => {
  const { status, stdout, stderr } = clinic('explain', typed, '--json');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(words);
});
