import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { setDecoys } from '../../../sandbox/isolation/decoys.ts';
import { findIsolations } from '../../../sandbox/isolation/find-isolation.ts';
import { attackFlags } from '../../../sandbox/isolation/flag-attacks.ts';
import { LAYERS, lacking, safetySentence } from '../../../sandbox/isolation/safety.ts';
import { selfTest } from '../../../sandbox/isolation/self-test.ts';
import { thisArchitecture } from '../../../sandbox/isolation/system-calls.ts';
import { writeAttacker } from '../../../sandbox/runtimes/node/node.ts';
import { isMissing } from '../../../sandbox/runtimes/python/found.ts';
import { findProgram } from '../../../sandbox/system/programs.ts';
import { RunFolder } from '../../../sandbox/system/run-folder.ts';
import { makeFolder } from '../../helpers/folder.ts';
import { realEnvironment } from '../../helpers/python.ts';
import { WITHOUT_PYTHON } from '../../helpers/python-sandbox.ts';
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
    const attacker = await writeAttacker(folder.path);
    const report = await selfTest({ folder, attacker, chosen: 'bubblewrap without a filter', signal: new AbortController().signal });
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
    const attacker = await writeAttacker(folder.path);
    await using decoys = await setDecoys(folder.path);
    const arena = {
      attacker,
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
    await writeFile(join(folder.path, 'attack.mjs'), '');
    const unanswered = { held: false, unanswered: true, observed: 'the attempt gave no answer' };
    expect(
      await attackFlags({ ...arena, target: { ...decoys.target, tracedFile: `${decoys.target.tracedFile} too` } }, bare),
    ).toMatchObject([unanswered, unanswered]);
  } finally {
    await folder.remove();
  }
});

describe.skipIf(WITHOUT_PYTHON)('from Python', () => {
  test('the same layers are attacked with the same attacks, and hold where they hold for Node, but for the permission model', async () => {
    await using sandbox = startSandbox({ python: realEnvironment });
    const [node, python] = [await sandbox.safety(), await sandbox.safety('python')];
    expect(python.runtime).toBe('python');
    for (const [index, { id, attacks, holds }] of node.layers.entries()) {
      const layer = python.layers[index];
      if (id === 'L1') expect(layer).toMatchObject({ holds: false, attacks: [], missing: { reason: 'Python has no permission model' } });
      else expect([layer?.holds, layer?.attacks.map(({ attack }) => attack)]).toEqual([holds, attacks.map(({ attack }) => attack)]);
    }
    expect(lacking(python, 'local')).toEqual([]);
    if (isolated) expect(lacking(python, 'hosted')).toEqual([]);
    expect(await sandbox.safety('python')).toBe(python);
  });

  test('the working folder is empty also where what Python needs lies below /tmp', async () => {
    await using folder = await makeFolder();
    await chmod(folder.path, 0o755);
    await using sandbox = startSandbox({
      python: async () => {
        const found = await realEnvironment();
        return isMissing(found) ? found : { ...found, readable: [...found.readable, folder.path] };
      },
    });
    expect(lacking(await sandbox.safety('python'), 'local')).toEqual([]);
  });

  test('the attacks succeed where nothing stops them', async () => {
    await using bare = startSandbox({ isolation: 'bare', python: realEnvironment });
    const report = await bare.safety('python');
    expect(lacking(report, 'local')).toEqual([]);
    expect(lacking(report, 'hosted').map(({ id }) => id)).toEqual(['L2', 'L3', 'L4', 'L5']);
    expect(safetySentence(report)).toBe('Bounded in time and memory, and in nothing else; not isolated from your account.');
    const succeeded = report.layers.flatMap(({ attacks }) => attacks.filter(({ held }) => !held).map(({ attack }) => attack));
    expect(succeeded).toEqual(
      expect.arrayContaining([
        'connect to a loopback port',
        'connect to a socket file',
        'send a datagram to a loopback port',
        'read a file of the workshop',
        'read /etc/passwd',
        'write a file where every user may',
        'outlive the workshop, with a process of its own',
        'start more processes than the bound',
      ]),
    );
  });
});

test('a Python that says nothing proves nothing, and one that is missing is asked for again', async () => {
  const found = { path: [], readable: [], hidden: [], libraries: [], from: 'system' as const, versions: { python: '3.13.1' } };
  await using silent = startSandbox({ python: async () => ({ ...found, python: '/bin/false' }) });
  const report = await silent.safety('python');
  expect(lacking(report, 'local').map(({ id }) => id)).toEqual(['L0']);
  expect(safetySentence(report)).toBe('The sandbox does not hold here: do not run code that you have not read.');
  const unanswered = report.layers.filter(({ attacks }) => attacks.length > 0 && attacks.every((attack) => attack.unanswered));
  expect(unanswered.map(({ id }) => id)).toEqual(['L0', 'L2', 'L3', 'L5', 'L6']);
  let asked = 0;
  await using without = startSandbox({ python: async () => ({ reason: `missing ${++asked}`, remedy: 'none' }) });
  await expect(without.safety('python')).rejects.toThrow('FastAPI is not ready here: missing 1');
  await expect(without.safety('python')).rejects.toThrow('FastAPI is not ready here: missing 2');
});

test('programs are looked for in the system’s own folders only', () => {
  expect(findProgram('sh')).toMatch(/^\/(usr\/)?bin\/sh$/);
  expect(findProgram('no-such-program')).toBeUndefined();
});
