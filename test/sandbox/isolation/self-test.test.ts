import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { setDecoys } from '../../../sandbox/isolation/decoys.ts';
import { findIsolations, findProgram, reachableNode } from '../../../sandbox/isolation/find-isolation.ts';
import { attackFlags } from '../../../sandbox/isolation/flag-attacks.ts';
import { LAYERS, lacking } from '../../../sandbox/isolation/safety.ts';
import { selfTest } from '../../../sandbox/isolation/self-test.ts';
import { thisArchitecture } from '../../../sandbox/isolation/system-calls.ts';
import { RunFolder } from '../../../sandbox/process/run-folder.ts';
import { buildAttack } from '../../../sandbox/runtimes/node/compile/harness.ts';
import { startSandbox } from '../../helpers/sandbox.ts';

const isolated = process.platform === 'linux' && ['bwrap', 'prlimit', 'setpriv'].every(findProgram) && thisArchitecture();

test('the self-test attacks every layer, and on this machine the strongest isolation holds or says why not', async () => {
  await using sandbox = startSandbox();
  const report = await sandbox.safety();
  expect(report.layers.map(({ id }) => id)).toEqual(LAYERS);
  expect(lacking(report, 'local')).toEqual([]);
  for (const { attacks, holds, missing } of report.layers) {
    expect(attacks.length).toBeGreaterThan(1);
    expect(holds).toBe(attacks.every(({ held }) => held));
    if (!holds) expect(`${missing?.reason} ${missing?.remedy}`.length).toBeGreaterThan(20);
  }
  if (report.isolation === 'bubblewrap') expect(lacking(report, 'hosted')).toEqual([]);
  else process.stdout.write(`The layers above L1 are not tested here: ${report.layers.find(({ holds }) => !holds)?.missing?.reason}.\n`);
});

test('the attacks succeed where nothing stops them: so a layer that is not there is seen to be missing', async () => {
  await using bare = startSandbox({ isolation: 'bare' });
  const report = await bare.safety();
  expect(lacking(report, 'local')).toEqual([]);
  const succeeded = report.layers.flatMap(({ attacks }) => attacks.filter(({ held }) => !held).map(({ attack }) => attack));
  expect(succeeded).toEqual(
    expect.arrayContaining([
      'connect to a loopback port',
      'connect to a socket file',
      'send a datagram to a loopback port',
      'read a file of the workshop',
      'write a file where every user may',
      'outlive the workshop, with a process of its own',
      'start more processes than the bound',
      ...(process.platform === 'linux'
        ? [
            'disconnect an inherited connection in native code, and connect it to a loopback port',
            'listen on an inherited connection in native code',
            'open an io_uring, in which system calls are made unseen',
          ]
        : []),
    ]),
  );
  expect(lacking(report, 'hosted').map(({ missing }) => missing?.reason)).toEqual(Array(4).fill('it was left away on purpose'));
});

test.runIf(isolated)('without the filter an inherited connection is led elsewhere, so neither L6 nor L2 holds', async () => {
  const folder = await RunFolder.open();
  try {
    const report = await selfTest({ folder, chosen: 'bubblewrap without a filter', signal: new AbortController().signal });
    expect(report.layers.filter(({ holds }) => !holds).map(({ id }) => id)).toEqual(['L2', 'L6']);
    const succeeded = report.layers.flatMap(({ attacks }) => attacks.filter(({ held }) => !held).map(({ attack }) => attack));
    expect(succeeded).toContain('connect an inherited connection by sending on it (TCP Fast Open)');
    expect(report.layers[2]?.attacks.filter(({ held }) => !held)).toEqual([
      {
        attack: 'disconnect an inherited connection in native code, and connect it to a loopback port',
        held: false,
        observed: 'it arrived',
      },
    ]);
    expect(lacking(report, 'hosted').map(({ id }) => id)).toEqual(['L2']);
  } finally {
    await folder.remove();
  }
});

test('with flags that are not frozen a file is written and bounds checks are off, in spite of the permission model', async () => {
  const folder = await RunFolder.open();
  try {
    buildAttack(folder.attack);
    await using decoys = await setDecoys(folder);
    const arena = {
      runtime: reachableNode(folder.path),
      script: folder.attack,
      cwd: folder.empty,
      target: decoys.target,
      signal: new AbortController().signal,
    };
    const bare = findIsolations(folder.path).isolations.at(-1);
    if (!bare) throw new Error('There is always one.');
    const thawed: typeof bare = {
      ...bare,
      command(program) {
        const command = bare.command(program);
        return { ...command, args: command.args.filter((arg) => arg !== '--freeze-flags-after-init') };
      },
    };
    expect((await attackFlags(arena, bare)).map(({ held }) => held)).toEqual([true, true]);
    expect((await attackFlags(arena, thawed)).map(({ held, observed }) => [held, observed])).toEqual([
      [false, 'it was written'],
      [false, expect.stringMatching(/^(it read|the process died of it)/)],
    ]);
    await writeFile(folder.attack, '');
    const unanswered = { held: false, unanswered: true, observed: 'the attempt gave no answer' };
    expect(
      await attackFlags({ ...arena, target: { ...decoys.target, tracedFile: `${decoys.target.tracedFile} too` } }, bare),
    ).toMatchObject([unanswered, unanswered]);
  } finally {
    await folder.remove();
  }
});

test('programs are looked for in the system’s own folders only', () => {
  expect(findProgram('sh')).toMatch(/^\/(usr\/)?bin\/sh$/);
  expect(findProgram('no-such-program')).toBeUndefined();
});
