/** How an exported test reads. */
import { answersJson, type Entry, json } from 'socket-clinic/scenario';
import { expect, test } from 'vitest';
import { type Flavour, writeTestFile } from '../../../sandbox/exported/test-file.ts';
import type { Draw } from '../../../sandbox/scenario/language.ts';
import { resolveScenario } from '../../../sandbox/scenario/resolve.ts';
import { alone } from '../../helpers/sandbox.ts';

const URL = "ws://127.0.0.1:8000/it's";

async function write(flavour: Flavour, script: (draw: Draw) => Entry[]): Promise<string> {
  const request = { title: "it's open", script: resolveScenario(alone(script), '0'.repeat(32)), flavour, url: URL, idleMs: 5_000 };
  return (await writeTestFile(request)).text;
}

const talk = (draw: Draw) => [
  ...draw.client('B').opens({ path: '/ws/b' }),
  ...draw.client('a late guest').opens({ path: '/ws/g', query: { key: "it's" }, headers: { 'X-Key': '"1"' } }),
  ...draw
    .client('B')
    .asks({ send: json({ a: "it's" }), reply: answersJson({ ok: true, 'a-b': null, ['__proto__']: 1 }) }, { sentence: 'an answer' }),
];

const testIn = (text: string, begin: RegExp) => text.slice(text.search(begin)).trimEnd();

test('in JavaScript', async () => {
  expect(testIn(await write('node', talk), /^test\(/m)).toBe(`test("it's open", { timeout: 300000 }, () =>
  play(async (client) => {
    const bystander = client();
    const lateGuest = client();
    bystander.open('/ws/b');
    await bystander.expect(opens(), 'the bystander to open (101)');
    lateGuest.open('/ws/g?key=it%27s', { 'X-Key': '"1"' });
    await lateGuest.expect(opens(), 'a late guest to open (101)');
    bystander.sendText("{\\"a\\":\\"it's\\"}");
    await bystander.expect(receives({ json: { ok: true, 'a-b': null, ['__proto__']: 1 } }), 'an answer');
  }));`);
});

test('in Python', async () => {
  expect(testIn(await write('pytest', talk), /^def test_/m)).toBe(`def test_it_s_open():
    with Play() as client:
        bystander = client()
        late_guest = client()
        bystander.open("/ws/b")
        bystander.expect(opens(), "the bystander to open (101)")
        late_guest.open("/ws/g?key=it%27s", {"X-Key": '"1"'})
        late_guest.expect(opens(), "a late guest to open (101)")
        bystander.send_text("{\\"a\\":\\"it's\\"}")
        bystander.expect(receives({"json": {"ok": True, "a-b": None, "__proto__": 1}}), "an answer")`);
});

test.each<[Flavour, string]>([
  ['node', "import { test } from 'node:test';"],
  ['vitest', "import { test } from 'vitest';"],
  ['pytest', 'from websockets.sync.client import connect'],
])('a file for %s imports its runner, knows the address, and says what it needs', async (flavour, imported) => {
  const text = await write(flavour, talk);
  expect(text).toContain(`\n${imported}\n`);
  expect(text).toContain(JSON.stringify(URL));
  expect(text).toMatch(/^(#|\/\/) It needs .*\. Start your backend, then: /m);
  expect(text).not.toContain('_HERE');
});

test('clients are told apart, however they are named', async () => {
  const names = ['A', 'N2', 'connection', 'the import', 'a b', 'a-b', 'b2', '1st', '第一'];
  const text = await write('node', (draw) => names.flatMap((name) => draw.client(name).sends(json(1))));
  expect([...text.matchAll(/const (\w+) = client\(\)/g)].map(([, name]) => name)).toEqual([
    ...['connection', 'newcomerN2', 'clientConnection', 'clientImport', 'clientB', 'clientB2', 'clientB22', 'client1st', 'client2'],
  ]);
});
