import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { loadCatalog } from '../../lessons/catalog.ts';
import { RECORDING } from '../../lessons/reading-reader.ts';
import { checkReading, record } from '../../lessons/record.ts';
import { makeFolder } from '../helpers/folder.ts';
import { startSandbox, WS_OK } from '../helpers/sandbox.ts';

const { lessons, reading } = await loadCatalog();
const recorded = reading('open-and-silent')!;
const addresses = new Set(lessons.flatMap(({ steps }) => steps.map(({ id }) => `/steps/${id}`)));

/** With an answer in its recording that its handler does not send. */
function answered() {
  const { on, timeline } = recorded.recording;
  const changed = timeline.map((event) =>
    event.kind === 'frame-received' && event.opcode === 'pong' ? { ...event, text: 'forged' } : event,
  );
  return { ...recorded, recording: { on, timeline: changed } };
}

test('a recording that is not what its handler does is told, with its file and what to do', async () => {
  await using sandbox = startSandbox();
  const [checked] = await checkReading(answered(), sandbox, { on: recorded.recording.on, addresses });
  expect(checked).toMatchObject({ what: 'open-and-silent recording', problem: expect.stringContaining('as it was recorded, got “') });
  expect(checked?.problem).toMatch(/Record it again and look at its questions$/);
  expect(basename(checked!.file)).toBe('recording.json');
});

test('a recording that was made on something else says nothing of what is here', async () => {
  await using sandbox = startSandbox();
  const [checked] = await checkReading(answered(), sandbox, { on: 'another version', addresses });
  expect(checked?.problem).toBeUndefined();
});

test('what is recorded is what anybody could see: no line of the handler stands beside a frame', async () => {
  await using sandbox = startSandbox();
  await using folder = await makeFolder();
  await record({ ...recorded, dialect: 'ws', subject: WS_OK, folder: folder.path }, sandbox, 'ws');
  const { timeline } = JSON.parse(await readFile(join(folder.path, RECORDING), 'utf8'));
  expect(timeline.map(({ kind }: { kind: string }) => kind)).toContain('frame-received');
  expect(JSON.stringify(timeline)).not.toContain('sentBy');
});
