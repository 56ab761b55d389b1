/** What of a script is in an exported test, and what it waits for. */
import { advance, answersJson, json, line, oneOf, outputs, text } from 'socket-clinic/scenario';
import { expect, test } from 'vitest';
import { Call, CannotExport } from '../../../sandbox/exported/call.ts';
import { type Line, type Plan, planTest } from '../../../sandbox/exported/plan.ts';
import type { Entry } from '../../../sandbox/scenario/entry.ts';
import type { Client } from '../../../sandbox/scenario/language.ts';
import { resolveScenario } from '../../../sandbox/scenario/resolve.ts';
import { alone } from '../../helpers/sandbox.ts';

const IDLE_MS = 5_000;

function plan(script: (client: Client) => Entry[]): Plan {
  return planTest(
    resolveScenario(
      alone((draw) => script(draw.client('A'))),
      '0'.repeat(32),
    ),
    IDLE_MS,
  );
}

/** The names of what is called, and how long is waited. */
const shapeOf = ({ lines }: Plan) =>
  lines.map((line) =>
    'pauseMs' in line ? line.pauseMs : 'act' in line ? line.act.name : `${line.look.name} ${line.withinMs ?? ''}`.trim(),
  );

const lookIn = ({ lines }: Plan, name: string) =>
  lines.find((each): each is Line & { look: Call } => 'look' in each && each.look.name === name);

test('time is let pass for as long as is granted, and not at the end', () => {
  const seen = plan((a) => [...a.opens(), advance(200), ...a.sends(text('a')), advance(60_000), ...a.leaves(), advance(60_000)]);
  expect(shapeOf(seen)).toEqual(['open', 'opens', 200, 'sendText', IDLE_MS, 'leave', 'ends']);
});

test('two silences in a row are one', () => {
  const seen = plan((a) => [advance(200), advance(300), ...a.opens(), advance(60_000), advance(60_000), ...a.sends(text('a'))]);
  expect(shapeOf(seen)).toEqual([500, 'open', 'opens', IDLE_MS, 'sendText']);
});

test('what the time that is cut would have brought may come that much later', () => {
  const seen = plan((a) => [...a.opens(), advance(60_000), ...a.ends(1001), ...a.opens(), ...a.ends('any')]);
  expect(shapeOf(seen)).toEqual(['open', 'opens', IDLE_MS, 'ends 65000', 'open', 'opens', 'ends']);
});

test('a silence is told to be as long as it is', () => {
  const quiet = lookIn(
    plan((a) => [...a.opens(), ...a.staysOpen(60_000)]),
    'staysQuiet',
  );
  expect(quiet).toMatchObject({ withinMs: IDLE_MS, sentence: 'the connection to stay open and quiet for 5 s' });
  const short = lookIn(
    plan((a) => [...a.opens(), ...a.staysOpen(300)]),
    'staysQuiet',
  );
  expect(short).toMatchObject({ withinMs: 300, sentence: 'the connection to stay open and quiet for 300 ms' });
});

test('an answer that is granted a minute is granted it still', () => {
  const seen = plan((a) => [...a.opens(), ...a.receives(answersJson(1), { withinMs: 60_000 })]);
  expect(shapeOf(seen).at(-1)).toBe('receives 60000');
});

test('what is not seen from outside is left out, and said', () => {
  const hears = { name: 'hears', sentence: 'a line' };
  const seen = plan((a) => [
    ...a.opens({ answerHeaders: { 'x-room': 'lobby' }, name: 'opens' }),
    ...outputs({ lines: [line('hello')] }, hears),
    ...a.receives(answersJson(1), { notBefore: { entry: 'opens', ms: 100 }, name: 'answer' }),
  ]);
  expect(shapeOf(seen)).toEqual(['open', 'opens', 'receives']);
  expect([...seen.leftOut]).toEqual([
    'the headers of the answer to an opening handshake',
    'what the backend logs',
    'how long an answer takes',
  ]);
  expect([...seen.unseen]).toEqual([['hears', 'what the backend logs']]);
});

test('a name that is seen in one place is not unseen in another', () => {
  const seen = plan((a) => [...a.opens({ name: 'both' }), ...outputs({ lines: [] }, { name: 'both', sentence: 'a line' })]);
  expect([...seen.unseen]).toEqual([]);
});

test('a handshake is asked for with its query, its headers and its subprotocols', () => {
  const [open] = plan((a) =>
    a.opens({ path: '/chat', query: { room: 'a b' }, headers: { Authorization: 'x', Origin: null }, subprotocols: ['v1'] }),
  ).lines;
  expect(open).toMatchObject({ act: new Call('open', ['/chat?room=a+b', { Authorization: 'x' }, ['v1']]) });
  const [bare] = plan((a) => a.opens({ path: '/chat' })).lines;
  expect(bare).toMatchObject({ act: new Call('open', ['/chat']) });
});

test('any of several courses is told as one look', () => {
  const look = lookIn(
    plan((a) => oneOf([a.ends(1003), [...a.receives(answersJson({ type: 'error' })), ...a.staysOpen(0)]])),
    'oneOf',
  );
  expect(look?.look.given).toEqual([
    [new Call('ends', [], { codes: [1003], by: 'handler' })],
    [new Call('receives', [{ json: { type: 'error' } }]), new Call('staysQuiet')],
  ]);
});

test.each<[clause: string, script: (client: Client) => Entry[]]>([
  ['it writes bytes that no client library writes', (a) => a.writes('00')],
  ['it reads more slowly than a client library can', (a) => a.readsSlowly(1)],
  ['it stops reading, as no client library can', (a) => a.vanishes()],
  ['it ends one half of TCP, as no client library can', (a) => a.halfCloses()],
  ['it reacts to what it sees', (a) => a.reacts('end', a.opens())],
  ['it sets messages aside that come by themselves', (a) => a.setsAside('ticks', answersJson('tick'))],
  ['it sends frames that no client library sends', (a) => a.sends({ opcode: 'text', text: 'a', fin: false })],
  ['it sends frames that no client library sends', (a) => a.sends({ opcode: 3 })],
  ['it sends a request that is not an opening handshake', (a) => a.isRefused([426], { plain: true })],
  ['it asks for an opening handshake to be cut off', (a) => a.isHungUpOn()],
  ['it asks for an opening handshake to be left without an answer', (a) => a.isLeftWaiting(1_000)],
  ['it asks which of two connections is answered first', (a) => a.opens({ before: 'B' })],
  ['it is played to the millisecond, by the clock of a run', () => [advance(100, 'opens')]],
  ['it sends a signal to the backend’s process', () => [{ do: 'signal', signal: 'SIGTERM' }]],
])('no test is made where %s', (clause, script) => {
  expect(() => plan(script)).toThrow(new CannotExport(clause));
});

test('no test is made where one message speaks of another', async () => {
  const { capture, captured, is } = await import('socket-clinic/scenario');
  expect(() => plan((a) => a.receives(answersJson({ id: capture('id', is.integer) })))).toThrow('it asks for what an earlier message has');
  expect(() => plan((a) => a.sends(json({ id: captured('id') })))).toThrow('it sends what an earlier message has brought');
  expect(() => plan((a) => a.opens({ query: { id: captured('id') } }))).toThrow('it connects with what an earlier message has brought');
  expect(() => plan(() => [advance(captured('ms'))])).toThrow('it lets a time pass that a message has named');
});
