/** When a diagnosis waits, and when it does not. */
import { expect, test } from 'vitest';
import type { RunReport } from '../../../sandbox/index.ts';
import { Meaning } from '../../../web/app/models/meaning.ts';

type Cause = RunReport['diagnoses'][number]['cause'];
type Kind = 'broken' | 'working' | 'did-not-compile';

const attempt = (cause: Cause | null, verdict: Kind = 'broken') => ({ id: 0, at: '', verdict, cause });

/** Whether it is told, after runs with these causes, in their order, and these attempts of before, the newest first. */
function isTold(asked: Cause, runs: (Cause | Kind)[], before: ReturnType<typeof attempt>[] = []): boolean {
  const meaning = new Meaning();
  for (const run of runs) meaning.follow(reportOf(run), before);
  return meaning.isTold(asked);
}

function reportOf(run: Cause | Kind): RunReport {
  const isKind = run === 'working' || run === 'did-not-compile';
  const diagnoses = isKind ? [] : [{ cause: run, confidence: 'certain', title: '', advice: '', evidence: [] }];
  return { verdict: { kind: isKind ? run : 'broken' }, diagnoses } as unknown as RunReport;
}

test('a cause waits until it is asked for, and then no more', () => {
  const meaning = new Meaning();
  meaning.follow(reportOf('flood'), []);
  expect(meaning.isTold('flood')).toBe(false);
  meaning.tell('flood');
  expect([meaning.isTold('flood'), meaning.isTold('denied')]).toEqual([true, false]);
});

test('it is told at the third attempt in a row', () => {
  expect(isTold('flood', ['flood', 'flood'])).toBe(false);
  expect(isTold('flood', ['flood', 'flood', 'flood'])).toBe(true);
  expect(isTold('flood', ['denied', 'flood', 'flood', 'flood'])).toBe(true);
});

test('another cause in between, or a handler that works, begins the count anew; one that did not compile does not', () => {
  expect(isTold('flood', ['flood', 'flood', 'denied', 'flood'])).toBe(false);
  expect(isTold('flood', ['flood', 'flood', 'working', 'flood'])).toBe(false);
  expect(isTold('flood', ['flood', 'did-not-compile', 'flood', 'did-not-compile', 'flood'])).toBe(true);
});

test('the attempts of before a reload count', () => {
  const twice = [attempt('flood'), attempt(null, 'did-not-compile'), attempt('flood'), attempt('denied')];
  expect(isTold('flood', ['flood'], twice)).toBe(true);
  expect(isTold('flood', ['flood'], twice.slice(1))).toBe(false);
  expect(isTold('denied', ['denied'], twice)).toBe(false);
});
