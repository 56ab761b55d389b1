/** How connections are opened: by the scenario for all of them, and by an entry otherwise. */
import { answersJson, type Entry, json, type Scenario, scenario } from 'socket-clinic/scenario';
import { describe, expect, test } from 'vitest';
import { createDraw } from '../../../sandbox/scenario/draw.ts';
import { isExpectation } from '../../../sandbox/scenario/entry.ts';
import { resolveScenario } from '../../../sandbox/scenario/resolve.ts';
import { type Told, verdictOf } from '../../helpers/timeline.ts';

const CONNECT: Scenario['connect'] = (_draw, { id }) => ({
  path: `/ws/${id}`,
  query: { room: 'lobby' },
  headers: { Authorization: 'Bearer green', Origin: null },
  subprotocols: ['chat.v2', 'chat.v1'],
  subprotocol: 'chat.v2',
  answerHeaders: { 'X-Room': 'lobby', 'Set-Cookie': null },
});
const OK = answersJson({ ok: true });
const given = (script: Scenario['script']) =>
  scenario({ title: 't', talk: () => ({ send: json({ type: 'hi' }), reply: OK }), connect: CONNECT, script });
const opens = (entries: Entry[]) => entries.filter((entry) => !isExpectation(entry) && entry.do === 'open');

describe('what the scenario says', () => {
  test('holds for the bystander, the newcomers and those who come back', () => {
    const { entries } = resolveScenario(
      given((draw) => [...draw.client('A').opens(), ...draw.client('A').leaves()]),
      'seven',
    );
    const names = new Set(opens(entries).map((entry) => 'connection' in entry && entry.connection));
    expect([...names]).toEqual(expect.arrayContaining(['A', 'B', 'A2', 'N', 'L']));
    for (const entry of opens(entries))
      expect(entry).toMatchObject({ query: { room: 'lobby' }, headers: { Origin: null }, subprotocols: ['chat.v2', 'chat.v1'] });
    const answers = entries.filter((entry) => isExpectation(entry) && entry.expect === 'opens');
    for (const entry of answers)
      expect(entry).toMatchObject({ subprotocol: 'chat.v2', headers: { 'X-Room': 'lobby', 'Set-Cookie': null } });
  });

  test('is said otherwise by an entry, part by part', () => {
    const a = createDraw('seven', { connect: CONNECT }).client('A');
    const [open, opened] = a.opens({ path: '/elsewhere', headers: { Authorization: null }, subprotocols: [], subprotocol: null });
    expect(open).toMatchObject({
      path: '/elsewhere',
      query: { room: 'lobby' },
      headers: { Authorization: null, Origin: null },
      subprotocols: [],
    });
    expect(opened).toMatchObject({ subprotocol: null, headers: { 'X-Room': 'lobby' } });
    expect(a.isRefused([401], { query: {}, answerHeaders: { 'WWW-Authenticate': 'Bearer' } })[1]).toMatchObject({
      headers: { 'WWW-Authenticate': 'Bearer' },
    });
  });

  test('is part of the sentence', () => {
    const [, opened] = createDraw('seven', { connect: CONNECT }).client('the owner').opens();
    expect(opened).toMatchObject({
      sentence: 'the owner to open (101) with the subprotocol chat.v2, with X-Room: lobby, without Set-Cookie',
      summary: 'the owner never opened',
    });
    expect(createDraw('seven').client('C').opens({ subprotocol: null })[1]).toMatchObject({
      sentence: 'connection C to open (101) without a subprotocol',
    });
  });

  test('of those who come back is what A said', () => {
    const { entries } = resolveScenario(
      given((draw) => [...draw.client('A').opens({ query: { room: 'kitchen' }, subprotocol: 'chat.v1' }), ...draw.client('A').leaves()]),
      'seven',
    );
    const back = entries.filter((entry) => 'connection' in entry && entry.connection === 'A2');
    expect(back[0]).toMatchObject({ query: { room: 'kitchen' } });
    expect(back.find(isExpectation)).toMatchObject({ subprotocol: 'chat.v1' });
  });
});

describe('the judge', () => {
  const accepted = (said: Partial<Extract<Told, { kind: 'handshake-accepted' }>>): Told => ({ kind: 'handshake-accepted', ...said });
  const OPENS: Entry = {
    expect: 'opens',
    connection: 'A',
    subprotocol: null,
    headers: { 'X-Room': 'lobby', 'Set-Cookie': null },
    sentence: 'it to open',
    withinMs: 1_000,
  };

  test.each([
    [{ headers: { 'x-room': 'lobby' } }, undefined],
    [{ subprotocol: 'chat.v2', headers: { 'x-room': 'lobby' } }, 'it opened with chat.v2'],
    [{}, 'the 101 has no X-Room'],
    [{ headers: { 'x-room': 'kitchen' } }, 'the 101 has X-Room: kitchen'],
    [{ headers: { 'x-room': 'lobby', 'set-cookie': 'a=1' } }, 'the 101 has Set-Cookie: a=1'],
  ])('of %j says %s', (said, observed) => {
    const verdict = verdictOf({ entries: [OPENS] }, [[accepted(said)]]);
    expect(verdict).toMatchObject(
      observed === undefined ? { kind: 'working' } : { kind: 'broken', observedKind: 'other-content', observed },
    );
  });

  test('looks at the headers of a refusal too', () => {
    const refused: Entry = {
      expect: 'refused',
      connection: 'A',
      statuses: [401],
      headers: { 'WWW-Authenticate': 'Bearer' },
      sentence: 'a refusal',
      withinMs: 1_000,
    };
    const told = (headers: Record<string, string>): Told => ({ kind: 'handshake-refused', status: 401, statusText: '', body: '', headers });
    expect(verdictOf({ entries: [refused] }, [[told({ 'www-authenticate': 'Bearer' })]])).toEqual({ kind: 'working' });
    expect(verdictOf({ entries: [refused] }, [[told({})]])).toMatchObject({ observed: 'the 401 has no WWW-Authenticate' });
  });
});
