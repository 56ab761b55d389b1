/** Causes of a run that was stopped at a limit. */
import { describe, expect, test } from 'vitest';
import type { Limit } from '../../../../sandbox/timeline/timeline.ts';
import type { Cause } from '../../../../sandbox/verdict/causes/cause.ts';
import { flood } from '../../../../sandbox/verdict/causes/flood.ts';
import { limitConnections } from '../../../../sandbox/verdict/causes/limit-connections.ts';
import { limitEvents } from '../../../../sandbox/verdict/causes/limit-events.ts';
import { limitMemory } from '../../../../sandbox/verdict/causes/limit-memory.ts';
import { limitOutput } from '../../../../sandbox/verdict/causes/limit-output.ts';
import { loopFrozen } from '../../../../sandbox/verdict/causes/loop-frozen.ts';
import { limitAdvice } from '../../../../sandbox/verdict/limit-sentence.ts';
import { AT, CRASHED, event, findings, limitExceeded } from '../../../helpers/findings.ts';

const ALL: Limit['what'][] = ['time', 'memory', 'output', 'frames', 'wire', 'connections', 'events'];
const limitOf = (what: Limit['what'], more: Partial<Limit> = {}): Limit => ({ what, max: 1, unit: 'bytes', at: AT, ...more });
function exceeding(limit: Limit) {
  return findings({ limit: event(5, { kind: 'limit-exceeded', limit }), verdict: limitExceeded(limit) });
}

describe.each<[Cause, Limit['what'][], string]>([
  [limitMemory, ['memory'], 'The handler ran out of memory'],
  [limitOutput, ['output'], 'The handler flooded the output'],
  [limitEvents, ['events'], 'The handler does the same again and again'],
  [limitConnections, ['connections'], 'The run needed too many connections'],
  [flood, ['frames', 'wire'], 'The handler flooded the wire'],
])('$id', (cause, kinds, title) => {
  test.each(kinds)('is certain where the limit of %s was exceeded', (what) => {
    expect(cause.find(exceeding(limitOf(what)))).toEqual({
      confidence: 'certain',
      title,
      advice: limitAdvice(limitOf(what)),
      evidence: [5],
      at: AT,
    });
  });

  test('is nothing else', () => {
    for (const other of ALL.filter((what) => !kinds.includes(what))) expect(cause.find(exceeding(limitOf(other)))).toBeUndefined();
    for (const what of kinds) expect(cause.find({ ...exceeding(limitOf(what)), verdict: CRASHED })).toBeUndefined();
    expect(cause.find(findings({ verdict: limitExceeded(limitOf(kinds[0] as Limit['what'])) }))).toBeUndefined();
    expect(cause.find(findings())).toBeUndefined();
  });
});

describe('loop-frozen', () => {
  test.each<[string, Partial<Limit>]>([
    ['The handler never let go of the thread at line 7', {}],
    ['The handler never let go of the thread at line 7', { loading: true }],
    ['The handler never came to rest', { at: undefined }],
    ['The handler never finished loading', { at: undefined, loading: true }],
  ])('%s', (title, more) => {
    const limit = limitOf('time', more);
    expect(loopFrozen.find(exceeding(limit))).toEqual({
      confidence: 'certain',
      title,
      advice: limitAdvice(limit),
      evidence: [5],
      at: limit.at,
    });
  });

  test('is no other limit, and nothing where none was exceeded', () => {
    for (const other of ALL.slice(1)) expect(loopFrozen.find(exceeding(limitOf(other)))).toBeUndefined();
    expect(loopFrozen.find({ ...exceeding(limitOf('time')), verdict: CRASHED })).toBeUndefined();
    expect(loopFrozen.find(findings())).toBeUndefined();
    expect(loopFrozen.find(findings({ verdict: limitExceeded(limitOf('time')) }))).toBeUndefined();
  });
});
