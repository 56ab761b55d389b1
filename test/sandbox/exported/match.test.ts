/** What an exported test says of a message is what the judge says, in both languages. */
import { readFile } from 'node:fs/promises';
import { Script } from 'node:vm';
import { is } from 'socket-clinic/scenario';
import { expect, test } from 'vitest';
import { planLook } from '../../../sandbox/exported/looks.ts';
import type { Matcher } from '../../../sandbox/scenario/entry.ts';
import type { TimelineEvent } from '../../../sandbox/timeline/timeline.ts';
import { mismatch } from '../../../sandbox/verdict/match.ts';
import { ROOT, runToEnd } from '../../helpers/processes.ts';
import { STACKS, WITHOUT_PYTHON } from '../../helpers/python-sandbox.ts';

type Opcode = 'text' | 'binary';

const TEXTS = [
  ...['', 'ok', ' ok', '12', '-0', '1.5', 'null', 'true', '"ok"', '"{}"', '"[1]"', '[]', '[1,2]', '[1,{"b":2}]', '{}', '{"a":1}'],
  ...['{"a":"1"}', '{"a":true}', '{"a":null}', '{"a":[1]}', '{"a":{"b":2}}', '{"b":2,"a":1}', '{"a":"é🦊"}', '{"a":1.5}', '{a:1}'],
  ...['{"a":NaN}', `{"a":"${'x'.repeat(200)}"}`, 'y'.repeat(121), 'z'.repeat(120)],
];
const MESSAGES = [...TEXTS.map((text): [Opcode, string] => ['text', text]), ['binary', 'ok'] as [Opcode, string]];

const KEYS: unknown[] = [
  ...[1, '1', true, null, 0, [1], [1, { b: 2 }], {}, { b: 2 }, is.number, is.integer, is.boolean, is.list, is.object, is.anything],
  ...[is.absent, is.between(1, 1.5), is.oneOf(1, { b: is.integer }), is.matching(/\d/)],
];
const EXPECTED: { opcode?: Opcode; match: Matcher }[] = [
  ...['ok', '', '{"a":1}', is.matching(/^O\s?K$/i, 'an OK'), is.string, is.oneOf('ok', '12')].map((text) => ({ match: { text } })),
  ...KEYS.map((a) => ({ match: { json: { a } } })),
  ...[12, 'ok', null, [1, 2], [], [is.integer, is.object], is.list].map((json) => ({ match: { json } })),
  { match: { anything: true } },
  { opcode: 'binary', match: { anything: true } },
  { opcode: 'binary', match: { hex: '6f6b' } },
  { opcode: 'binary', match: { hex: '6f' } },
];

interface Case {
  message: { opcode: Opcode; text: string };
  reply: Record<string, unknown>;
  judged: string | null;
}

const CASES = MESSAGES.flatMap(([opcode, text]) =>
  EXPECTED.map(({ opcode: asked = 'text', match }) => caseOf({ opcode, text }, asked, match)),
);

function caseOf(message: Case['message'], opcode: Opcode, match: Matcher): Case {
  const first = {} as TimelineEvent;
  const whole = { ...message, hex: Buffer.from(message.text).toString('hex'), first, atMs: 0 };
  const look = planLook({ expect: 'receives', connection: 'A', opcode, match, sentence: '', withinMs: 0 });
  return { message, reply: look.given[0] as Case['reply'], judged: mismatch(whole, opcode, match)?.observed ?? null };
}

async function prelude(name: string): Promise<string> {
  return readFile(`${ROOT}sandbox/exported/preludes/${name}`, 'utf8');
}

test('in JavaScript', async () => {
  const program = new Script(`(() => { ${await prelude('match.mjs')}; return mismatch; })()`);
  const said = program.runInThisContext() as (message: object, reply: object) => string | undefined;
  const told = CASES.map(({ message: { opcode, text }, reply }) => said({ opcode, data: Buffer.from(text) }, reply) ?? null);
  expect(told).toEqual(CASES.map(({ judged }) => judged));
});

const PROGRAM = `
print(json.dumps([
    mismatch(case["message"]["text"].encode() if case["message"]["opcode"] == "binary" else case["message"]["text"], **case["reply"])
    for case in json.load(sys.stdin)
]))
`;

test.skipIf(WITHOUT_PYTHON)('in Python', async () => {
  const program = `import json, re, sys\n${await prelude('match.py')}${PROGRAM}`;
  const { stdout, stderr } = runToEnd(STACKS[0]!.python, ['-c', program], { input: JSON.stringify(CASES) });
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual(CASES.map(({ judged }) => judged));
});
