/** The right solutions that an exercise shows besides its own: enough of them, and where output is judged, such as write it in other ways. */
import type { Dialect } from '../sandbox/runtimes/dialect.ts';
import { within } from '../sandbox/scenario/entry.ts';
import type { Scenario } from '../sandbox/scenario/language.ts';
import { resolveScenario } from '../sandbox/scenario/resolve.ts';
import type { EventOf, TimelineEvent } from '../sandbox/timeline/timeline.ts';
import type { Exercise } from './lesson.ts';

/** How many other styles show that a scenario demands no style. */
const LEAST_ALTERNATIVES = 3;

/** Sentences without a full stop. `runs`: a timeline of each right solution. */
export function missingStyles(exercise: Exercise, scenario: Scenario, dialect: Dialect, runs: readonly TimelineEvent[][]): string[] {
  const { solution, alternatives } = exercise;
  const others = new Set(alternatives.map(({ source }) => source).filter((source) => source !== solution));
  const missing: string[] = [];
  if (others.size < LEAST_ALTERNATIVES)
    missing.push(`expected at least ${LEAST_ALTERNATIVES} right solutions in other styles, got ${others.size}. Add them to alternatives/`);
  if (!judgesOutput(scenario, dialect)) return missing;
  if (!runs.some(logsJson))
    missing.push('expected a right solution whose output is JSON, since output is judged, got none. Add one to alternatives/');
  if (!runs.some(usesBothStreams))
    missing.push(
      'expected a right solution that writes to stdout and to stderr, since output is judged, got none. Add one to alternatives/',
    );
  return missing;
}

/** Whether lines are asked for: a scenario that only forbids some says nothing about how they are written. */
function judgesOutput(scenario: Scenario, dialect: Dialect): boolean {
  const { entries } = resolveScenario(scenario, 'any', dialect);
  return entries.flatMap(within).some((seen) => seen.expect === 'output' && seen.lines.length > 0);
}

function logsJson(timeline: readonly TimelineEvent[]): boolean {
  const text = outputOf(timeline).map((event) => event.text);
  const lines = text
    .join('')
    .split('\n')
    .filter((line) => line !== '');
  return lines.length > 0 && lines.every(isObject);
}

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

function usesBothStreams(timeline: readonly TimelineEvent[]): boolean {
  return new Set(outputOf(timeline).map(({ stream }) => stream)).size === 2;
}

/** What the handler wrote, without what the server around it did. */
function outputOf(timeline: readonly TimelineEvent[]): EventOf<'output'>[] {
  return timeline.filter((event): event is EventOf<'output'> => event.kind === 'output' && event.by !== 'server');
}
