/** Each way in which a link or a source can be wrong. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../lessons/catalog.ts';
import { addressesOf } from '../../lessons/check.ts';
import { linkProblems } from '../../lessons/links.ts';
import type { Item } from '../../lessons/texts.ts';

const { lessons, step } = await loadCatalog();
const addresses = addressesOf(lessons);
const given = step('open-then-gone')!;

/** A step with this prose, and nothing else that could state or link anything. */
function page(prose: string, note?: string): Item {
  const { async: exercise } = given.exercises;
  return { ...given, prose, exercises: { async: { ...exercise!, note } }, scenario: { ...given.scenario, feedback: [] } };
}

const problemsOf = (prose: string, note?: string) => linkProblems(page(prose, note), addresses);

test.each(lessons.flatMap((lesson) => [lesson, ...lesson.steps, ...lesson.readings].map((item) => [item.id, item] as [string, Item])))(
  'the links and sources of %s are right',
  (_id, item) => {
    expect(linkProblems(item, addresses)).toEqual([]);
  },
);

describe('a link', () => {
  test.each([
    ['to a step that is not there', '/steps/good-night', 'to a step or a timeline that exists'],
    ['to a timeline that is not there', '/read/good-night', 'to a step or a timeline that exists'],
    ['that is not encrypted', 'http://www.rfc-editor.org/rfc/rfc6455', 'that begins with https://'],
    ['to a host without a name', 'https://intranet/page', 'that begins with https://'],
    ['with a password', 'https://me:secret@example.org/', 'that begins with https://'],
    ['to a file', '../step.md', 'that begins with https://'],
    ['to a heading', '#learnt', 'that begins with https://'],
    ['to a mailbox', 'mailto:me@example.org', 'that begins with https://'],
  ])('%s', (_what, link, expected) => {
    expect(problemsOf(`See [there](${link}).`)).toEqual([
      { file: join(given.folder, 'step.md'), problem: expect.stringContaining(`prose: expected a link ${expected}`) },
    ]);
    expect(problemsOf(`See [there](${link}).`)[0]?.problem).toMatch(new RegExp(`got “${link.replace(/[.?#]/g, '\\$&')}”\\. Correct`));
  });

  test('without words', () => {
    expect(problemsOf('See https://example.org/page for more.')[0]?.problem).toBe(
      'prose: expected a link with words, got the address “https://example.org/page”. Write [what it is](https://example.org/page)',
    );
  });

  test.each(['/steps/smallest-echo', '/steps/smallest-echo?dialect=ws', '/read/who-hung-up', 'https://example.org/a?b#c'])(
    'to %s',
    (link) => {
      expect(problemsOf(`See [there](${link}).`)).toEqual([]);
    },
  );

  test('in code is not one', () => {
    expect(problemsOf('Open `http://localhost:8000`:\n\n```sh\ncurl http://localhost:8000\n```\n')).toEqual([]);
  });
});

describe('a statement without a source', () => {
  test.each([
    ['an RFC', 'RFC 6455 forbids it.', 'https://www.rfc-editor.org/rfc/rfc6455'],
    ['a close code', 'It ends with 1006.', 'https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1'],
    ['documentation', 'The documentation says so.', 'https://example.org/'],
    ['uvicorn', 'From uvicorn 0.39 on it ends.', 'https://www.uvicorn.org/release-notes/'],
    ['uvicorn', 'The limit is 16 MiB with uvicorn.', 'https://github.com/Kludex/uvicorn/releases'],
    ['`ws`', 'Since version 8, `ws` gives a Buffer.', 'https://github.com/websockets/ws/releases/tag/8.0.0'],
    ['FastAPI', 'FastAPI 0.92 does.', 'https://fastapi.tiangolo.com/release-notes/'],
    ['Starlette', 'Starlette 0.26.1 does.', 'https://www.starlette.io/release-notes/'],
    ['Python', 'Python 3.11 has it.', 'https://docs.python.org/3/whatsnew/3.11.html'],
    ['Node', 'Node from 18.1 on has it.', 'https://nodejs.org/api/http.html'],
  ])('about %s', (name, statement, source) => {
    expect(problemsOf(statement)).toEqual([
      {
        file: join(given.folder, 'step.md'),
        problem: expect.stringContaining(`prose: expected a link to a source for what is said of ${name} (“`),
      },
    ]);
    expect(problemsOf(`${statement}\n\n**Sources**: [it](${source}).`)).toEqual([]);
  });

  test('in a note is told of the note, and the step’s own source is good for it', () => {
    const note = 'It ends with 1006.';
    expect(problemsOf('It ends.', note)).toEqual([
      {
        file: join(given.folder, 'async', 'note.md'),
        problem: expect.stringContaining('note: expected a link to a source for what is said of a close code'),
      },
    ]);
    expect(problemsOf('It [ends](https://www.rfc-editor.org/rfc/rfc6455#section-7.4.1).', note)).toEqual([]);
  });

  test('is not a number of milliseconds, or a name without a version', () => {
    expect(problemsOf('It takes 1000 ms with uvicorn. The client id is test-client-1006x.')).toEqual([]);
  });
});
