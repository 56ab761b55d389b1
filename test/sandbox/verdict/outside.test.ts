/** What is said from outside, by timelines that nothing tells of from inside. */
import { expect, test } from 'vitest';
import type { Unreached } from '../../../sandbox/timeline/timeline.ts';
import { OUTSIDE_CAUSES } from '../../../sandbox/verdict/causes/outside/causes.ts';
import { diagnose } from '../../../sandbox/verdict/diagnose.ts';
import type { Diagnosis } from '../../../sandbox/verdict/verdict.ts';
import { ANSWER, accepted, fin, OPENS, scriptOf, type Told, timelineOf, verdictOf } from '../../helpers/timeline.ts';

const ASK = { do: 'send' as const, connection: 'A', frames: [{ opcode: 'text' as const, text: 'hi' }] };
const sent: Told = { kind: 'frame-sent', opcode: 'text', fin: true, bytes: 2, text: 'hi' };

function told(facts: Told[][], ...entries: Parameters<typeof scriptOf>): Diagnosis[] {
  const script = scriptOf(OPENS, ...entries);
  return diagnose(script, timelineOf(script, facts, 'deadline'), verdictOf(script, facts, 'deadline'), 'outside');
}

const UNREACHED: Record<Unreached, string> = {
  'name-not-found': 'name-not-found',
  'no-lookup': 'name-not-found',
  'port-refused': 'port-refused',
  'no-route': 'no-tcp-answer',
  'no-tcp-answer': 'no-tcp-answer',
  'tcp-failed': 'no-tcp-answer',
  'self-signed': 'certificate-refused',
  expired: 'certificate-refused',
  'not-yet-valid': 'certificate-refused',
  'wrong-name': 'certificate-refused',
  'unknown-issuer': 'certificate-refused',
  'no-tls': 'tls-failed',
  'no-tls-answer': 'tls-failed',
  'tls-failed': 'tls-failed',
};

test.each(Object.entries(UNREACHED))('an address that is not reached for %s is one of %s, for sure', (why, cause) => {
  const failed: Told = { kind: 'connect-failed', problem: 'it went wrong', why: why as Unreached, source: 'parent' };
  expect(told([[failed]])).toMatchObject([{ cause, confidence: 'certain', advice: expect.stringMatching(/^It went wrong\. [A-Z]/) }]);
});

test('each way of not reaching has a headline of its own', () => {
  const titles = Object.keys(UNREACHED).map((why) => told([[{ kind: 'connect-failed', problem: '', why: why as Unreached }]])[0]?.title);
  expect(new Set(titles).size).toBe(titles.length);
});

test('a stream that ends without a close frame says what the order of things says of it, and never more than likely', () => {
  expect(told([[accepted, fin]])).toEqual([]);
  expect(told([[accepted], [sent], [fin]], ASK, ANSWER)).toMatchObject([
    { cause: 'handler-threw', confidence: 'likely', lookAlikes: ['swallowed-error', 'handler-returned'], next: expect.any(String) },
  ]);
});

test('where others are dropped after the message, the process is first', () => {
  const dropped: Told = { ...fin, connection: 'B' };
  expect(told([[accepted], [sent], [dropped, fin]], ASK, ANSWER).map(({ cause }) => cause)).toEqual(['process-died', 'handler-threw']);
});

test('from outside nothing is certain of a handler', () => {
  const closed: Told = { kind: 'closed', code: 4000, reason: '', clean: true, by: 'handler', received: { code: 4000, reason: '' } };
  expect(told([[accepted], [sent], [closed]], ASK, ANSWER)).toMatchObject([{ cause: 'closed-on-purpose', confidence: 'likely' }]);
});

test('what nothing explains is unknown', () => {
  expect(told([[accepted], []], { expect: 'pings', connection: 'A', atLeast: 1, sentence: 'a ping', withinMs: 1 })).toMatchObject([
    { cause: 'unknown', confidence: 'possible' },
  ]);
});

test('each cause from outside has one finder', () => {
  const ids = OUTSIDE_CAUSES.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThan(25);
});
