import { expect, test } from 'vitest';
import { findProgram } from '../../../sandbox/process/isolation/find-isolation.ts';
import { LAYERS, lacking } from '../../../sandbox/process/isolation/safety.ts';
import { startSandbox } from '../../helpers/sandbox.ts';

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
    ]),
  );
  expect(lacking(report, 'hosted').map(({ missing }) => missing?.reason)).toEqual(Array(4).fill('it was left away on purpose'));
});

test('programs are looked for in the system’s own folders only', () => {
  expect(findProgram('sh')).toMatch(/^\/(usr\/)?bin\/sh$/);
  expect(findProgram('no-such-program')).toBeUndefined();
});
