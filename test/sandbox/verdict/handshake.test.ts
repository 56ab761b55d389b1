/** How what is expected of an opening handshake stands, beside being accepted or refused: its headers, a hang-up, or no answer. */
import { capture, captured, is } from 'socket-clinic/scenario';
import { describe, expect, test } from 'vitest';
import type { Seen } from '../../../sandbox/scenario/entry.ts';
import { Captures } from '../../../sandbox/verdict/match-value.ts';
import { type Stands, seeing, standing } from '../../helpers/standing.ts';
import { accepted, fin, type Told } from '../../helpers/timeline.ts';

const LATE = true;
const refused = (headers?: Record<string, string>): Told => ({
  kind: 'handshake-refused',
  status: 401,
  statusText: 'No',
  body: '',
  headers,
});
const open = (headers?: Record<string, string>): Told => ({ ...accepted, headers }) as Told;
const early = { ...fin, beforeOpen: true } as Told;
const exited: Told = { kind: 'process-exited', code: 1, signal: null };

const ACCEPTED: Stands = ['still-open', 'the connection was accepted (101)'];
const REFUSED: Stands = ['refused', 'the opening handshake was refused with 401 No'];
const HUNG_UP: Stands = ['hung-up', 'the connection ended before the opening handshake was answered (FIN)'];
const GONE: Stands = ['process-exited', 'the process ended (exit code 1)'];
const NO_ANSWER: Stands = ['no-handshake', 'the opening handshake got no answer'];

type Case = [what: string, facts: Told[], deadline: boolean, stands: Stands];

describe('a client that is to be hung up on', () => {
  test.each<Case>([
    ['was', [early], false, 'met'],
    ['waits', [], false, 'pending'],
    ['waited to no avail', [], LATE, NO_ANSWER],
    ['was let in', [accepted], false, ACCEPTED],
    ['was let in, and the connection ended', [accepted, fin], false, ACCEPTED],
    ['was refused', [refused()], false, REFUSED],
    ['was left by the process', [exited], false, GONE],
  ])('%s', (_what, facts, deadline, stands) => {
    expect(standing({ expect: 'hung-up', connection: 'A' }, facts, deadline)).toEqual(stands);
  });
});

describe('a client that is to be left waiting', () => {
  test.each<Case>([
    ['waits', [], false, 'pending'],
    ['waited', [], LATE, 'met'],
    ['was let in', [accepted], LATE, ACCEPTED],
    ['was refused', [refused()], false, REFUSED],
    ['was hung up on', [early], LATE, HUNG_UP],
    ['was left by the process', [exited], LATE, GONE],
  ])('%s', (_what, facts, deadline, stands) => {
    expect(standing({ expect: 'unanswered', connection: 'A' }, facts, deadline)).toEqual(stands);
  });
});

describe('the headers of an answer', () => {
  const opens = (headers: Extract<Seen, { expect: 'opens' }>['headers'], more: object = {}): Seen => ({
    expect: 'opens',
    connection: 'A',
    headers,
    ...more,
  });
  const stands = (seen: Seen, fact: Told, captures?: Captures) => standing(seen, seeing([fact], { captures }));
  const wrong = (observed: string): Stands => ['other-content', observed];

  test.each<[string, Seen, Told, Stands]>([
    ['are as they should be, in any case', opens({ 'X-Room': 'a', Gone: null }), open({ 'x-room': 'a' }), 'met'],
    ['may be more', opens({ 'X-Room': 'a' }), open({ 'x-room': 'a', other: 'b' }), 'met'],
    ['lack one', opens({ 'X-Room': 'a' }), open(), wrong('the 101 has no X-Room')],
    ['have another value', opens({ 'X-Room': 'a' }), open({ 'x-room': 'b' }), wrong('the 101 has X-Room: b')],
    ['have one that must not be there', opens({ Gone: null }), open({ gone: '' }), wrong('the 101 has Gone: ')],
    ['lack the first of two', opens({ One: '1', Two: '2' }), open(), wrong('the 101 has no One')],
    ['are named before what is late', opens({ One: '1' }, { before: 'B' }), open(), wrong('the 101 has no One')],
  ])('%s', (_what, seen, fact, expected) => {
    expect(stands(seen, fact)).toEqual(expected);
  });

  test('of a refusal are those of its status', () => {
    const seen: Seen = { expect: 'refused', connection: 'A', statuses: [401], headers: { Realm: 'x' } };
    expect([stands(seen, refused({ realm: 'x' })), stands(seen, refused())]).toEqual(['met', wrong('the 401 has no Realm')]);
  });

  test('are captured where all of them are as they should be', () => {
    const captures = new Captures();
    const seen = opens({ 'X-Id': capture('id', is.string), 'X-Room': 'a' });
    expect(stands(seen, open({ 'x-id': '7', 'x-room': 'b' }), captures)).toEqual(wrong('the 101 has X-Room: b'));
    expect(captures.get('id')).toBeUndefined();
    expect(stands(seen, open({ 'x-id': '8', 'x-room': 'a' }), captures)).toBe('met');
    expect(captures.get('id')).toBe('8');
    expect(stands(opens({ 'X-Id': captured('id') }), open({ 'x-id': '8' }), captures)).toBe('met');
    expect(stands(opens({ 'X-Id': captured('id') }), open({ 'x-id': '9' }), captures)).toEqual(wrong('the 101 has X-Id: 9'));
  });
});

describe('a subprotocol', () => {
  test.each<[string | null, string | undefined, Stands]>([
    [null, undefined, 'met'],
    [null, 'v1', ['other-content', 'it opened with v1']],
    ['v1', undefined, ['other-content', 'it opened with no subprotocol']],
  ])('that is to be %s, and is %s', (wanted, subprotocol, stands) => {
    expect(standing({ expect: 'opens', connection: 'A', subprotocol: wanted }, [{ ...accepted, subprotocol } as Told])).toEqual(stands);
  });
});
