import { expect, test } from 'vitest';
import { makeFolder } from '../helpers/folder.ts';
import { clinic, Program, runToEnd } from '../helpers/processes.ts';

interface Report {
  layers: {
    id: string;
    holds: boolean;
    attacks: { attack: string; held: boolean; unanswered?: true }[];
    missing?: { reason: string; remedy: string };
  }[];
  fit: { local: boolean; hosted: boolean };
}

interface Found extends Report {
  python: Report | { missing: string };
}

const { status, stdout } = clinic('doctor', '--json');
const found = JSON.parse(stdout) as Found;

test('doctor --json holds one document: each layer with its attacks, and what the machine is fit for', () => {
  expect(found.layers.map(({ id }) => id)).toEqual(['L0', 'L1', 'L2', 'L3', 'L4', 'L5', 'L6']);
  expect(found.fit.local).toBe(true);
  expect(found.fit.hosted).toBe(found.layers.every(({ id, holds }) => holds || id === 'L6'));
  expect(status).toBe(0);
});

test('FastAPI is attacked from Python, and has every layer of Node’s but its permission model; without it, what is missing is told', () => {
  const { python } = found;
  if ('missing' in python) return expect(python.missing).toMatch(/^FastAPI is not ready here: .* What to do: /);
  const holding = ({ layers }: Report) => layers.filter(({ id, holds }) => holds && id !== 'L1').map(({ id }) => id);
  expect(holding(python)).toEqual(holding(found));
  expect(python.layers[1]).toMatchObject({ id: 'L1', holds: false, attacks: [], missing: { reason: 'Python has no permission model' } });
  const attacks = (report: Report) =>
    report.layers.filter(({ id }) => id !== 'L1').map((layer) => layer.attacks.map(({ attack }) => attack));
  expect(attacks(python)).toEqual(attacks(found));
  expect(python.fit).toEqual({ local: true, hosted: found.fit.hosted });
});

test('doctor for people names each attack, and the remedy for what lacks', () => {
  const people = clinic('doctor');
  expect(people.status).toBe(0);
  const both = [...found.layers, ...('layers' in found.python ? found.python.layers : [])];
  for (const { attacks, missing } of both) {
    for (const { attack, held, unanswered } of attacks)
      expect(people.stdout).toContain(`${held ? 'held off ' : unanswered ? 'NOT MADE ' : 'SUCCEEDED'} ${attack}`);
    if (missing) expect(people.stdout).toContain(missing.remedy);
  }
  const fit = people.stdout.match(/^Fit for a local workshop: yes\. Fit for a hosted one: (yes|no)\.$/gm);
  expect(fit).toHaveLength('layers' in found.python ? 2 : 1);
});

test.runIf(process.platform !== 'win32')('a workshop whose files are for its own user alone has the same layers', () => {
  const strict = runToEnd('/bin/sh', ['-c', 'umask 077; exec "$0" cli/main.ts doctor --json', process.execPath]);
  expect(strict.stderr).toBe('');
  const holding = (report: Report) => report.layers.map(({ id, holds }) => [id, holds]);
  expect(holding(JSON.parse(strict.stdout) as Found)).toEqual(holding(found));
});

test('start --hosted serves where every layer holds, and refuses with a sentence where one lacks', async () => {
  await using folder = await makeFolder();
  const surroundings = { PORT: '0', SOCKET_CLINIC_DATA: folder.path, SOCKET_CLINIC_SETUP: 'off' };
  if (found.fit.hosted) {
    await using workshop = new Program(process.execPath, ['cli/main.ts', 'start', '--hosted'], surroundings);
    expect(await workshop.line('Socket Clinic is ready')).toMatch(/http:/);
    workshop.signal('program', 'SIGTERM');
    expect((await workshop.exited)[0]).toBe(0);
  } else {
    const refused = clinic('start', '--hosted');
    expect([refused.status, refused.stdout]).toEqual([3, '']);
    expect(refused.stderr).toMatch(/^Expected the layers L0 to L5 for a hosted workshop/);
  }
});

test('the unsafe flag without --hosted is a usage error', () => {
  const refused = clinic('start', '--unsafe-without-isolation');
  expect([refused.status, refused.stdout]).toEqual([2, '']);
  expect(refused.stderr).toContain('together with --hosted');
});
