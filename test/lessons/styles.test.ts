import { answersJson, json, type LinePattern, outputs, scenario } from 'socket-clinic/scenario';
import { expect, test } from 'vitest';
import type { Exercise } from '../../lessons/lesson.ts';
import { missingStyles } from '../../lessons/styles.ts';

import type { TimelineEvent } from '../../sandbox/timeline/timeline.ts';
import { numbered } from '../helpers/timeline.ts';

function exerciseWith(alternatives: string[]): Exercise {
  const named = alternatives.map((source, index) => ({ name: String(index), source }));
  return { starter: '', solution: 'right', starterFails: { verdict: 'broken' }, alternatives: named, nearMisses: [], wrong: [] };
}

const THREE = exerciseWith(['one', 'two', 'three']);

function judging(seen: { lines: LinePattern[]; never?: LinePattern[] }) {
  const talk = () => ({ send: json({}), reply: answersJson({}) });
  return scenario({ title: 'output', talk, script: () => outputs(seen, { sentence: 'it' }) });
}

const LINES = judging({ lines: [{ has: ['👋'] }] });
const NEVER = judging({ lines: [], never: [{ has: ['💥'] }] });

type Written = [stream: 'stdout' | 'stderr', text: string, by?: 'server'];

function wrote(...written: Written[]): TimelineEvent[] {
  return written.map(([stream, text, by], seq) => numbered({ source: 'process', kind: 'output', stream, text, by }, seq));
}

const JSON_LOG = wrote(['stdout', '{"event":'], ['stderr', 'INFO: served\n', 'server'], ['stdout', '"👋"}\n']);
const BOTH = wrote(['stdout', '👋\n'], ['stderr', 'gone\n']);

test('the same text twice, or the solution’s own, is not another style', () => {
  expect(missingStyles(exerciseWith(['one', 'one', 'right']), NEVER, 'ws', [])).toEqual([
    'expected at least 3 right solutions in other styles, got 1. Add them to alternatives/',
  ]);
});

test('where lines are asked for, one right solution writes JSON and one uses both streams', () => {
  expect(missingStyles(THREE, LINES, 'ws', [JSON_LOG, BOTH])).toEqual([]);
  expect(missingStyles(THREE, LINES, 'ws', [JSON_LOG])).toEqual([expect.stringContaining('writes to stdout and to stderr')]);
  expect(missingStyles(THREE, LINES, 'ws', [BOTH])).toEqual([expect.stringContaining('whose output is JSON')]);
});

test('a scenario that only forbids lines asks for no way of writing them', () => {
  expect(missingStyles(THREE, NEVER, 'ws', [])).toEqual([]);
});

test('a log in which one line is not JSON, and one that writes nothing, are not JSON', () => {
  const nearly = wrote(['stdout', '{"event":"👋"}\ngone\n'], ['stderr', '{}\n']);
  expect(missingStyles(THREE, LINES, 'ws', [nearly, wrote()])).toEqual([expect.stringContaining('whose output is JSON')]);
});
