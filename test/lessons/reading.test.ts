import { describe, expect, test } from 'vitest';
import { loadCatalog, readCatalog } from '../../lessons/catalog.ts';
import { inReading, lessonsFolder, problemsWith, READING, RIGHT, WITH_READING } from '../helpers/lessons-folder.ts';

describe('a timeline to read', () => {
  test('has questions whose options point at events', async () => {
    await using folder = await lessonsFolder({ ...RIGHT, ...WITH_READING });
    const catalog = await loadCatalog(folder.path);
    expect(catalog.reading('silence')).toMatchObject({
      title: 'Silence',
      subject: '// subject',
      questions: [
        {
          ask: 'What is it?',
          options: [
            { say: 'Silence', right: true, seq: 8 },
            { say: 'Noise', right: false, seq: 3 },
          ],
        },
      ],
    });
  });

  test('that has not been recorded can be', async () => {
    await using folder = await lessonsFolder({ ...RIGHT, ...WITH_READING, [inReading('recording.json')]: undefined });
    const { recordable, reading } = await readCatalog([folder.path]);
    expect([recordable.map(({ id }) => id), reading('silence')]).toEqual([['silence'], undefined]);
  });

  test.each([
    [
      'an event that is not in the recording',
      { [inReading('reading.md')]: READING.replace('kind: closed', 'kind: frame-sent') },
      'reading.md: expected an event of the recording; got {"connection":"A","kind":"frame-sent","nth":1}. Name one that is there, or record it again.',
    ],
    [
      'two right options',
      { [inReading('reading.md')]: READING.replace('say: Noise,', 'say: Noise, right: true,') },
      'reading.md: expected one right option of "What is it?"; got 2. Mark the one that is right.',
    ],
    [
      'no recording',
      { [inReading('recording.json')]: undefined },
      'recording.json: expected this file; got none. Record it: socket-clinic record, with this folder.',
    ],
    [
      'something else than a recording',
      { [inReading('recording.json')]: '[]' },
      'recording.json: expected a recording; got something else. Record it again: socket-clinic record, with its folder.',
    ],
    [
      'no text',
      { [inReading('reading.md')]: undefined },
      'reading.md: expected this file; got none. Write it with id, title, objective, dialect, questions and the prose.',
    ],
    [
      'no prose',
      { [inReading('reading.md')]: READING.replace('\nNobody spoke.\n', '') },
      'reading.md: expected prose after the front matter; got none. Tell what somebody has seen.',
    ],
    [
      'the id of a step',
      { [inReading('reading.md')]: READING.replace('id: silence', 'id: hello') },
      'reading.md: expected an id of its own; got "hello", which 01-first/01-hello/step.md has too. Choose another id.',
    ],
    [
      'no scenario',
      { [inReading('scenario.ts')]: undefined },
      'scenario.ts: expected this file; got none. Write it with scenario({ title, talk, script }).',
    ],
    [
      'a recording that is not JSON',
      { [inReading('recording.json')]: '{' },
      'recording.json: expected a recording; got something else. Record it again: socket-clinic record, with its folder.',
    ],
    [
      'no subject',
      { [inReading('subject.ts')]: undefined },
      'subject.ts: expected this file; got none. Write the handler that is recorded.',
    ],
  ])('with %s is told so', async (_what, changed, sentence) => {
    expect(await problemsWith({ ...WITH_READING, ...changed })).toEqual([`01-first/readings/01-silence/${sentence}`]);
  });
});
