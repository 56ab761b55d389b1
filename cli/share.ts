/** The files that `run` leaves of an attempt: a report to read, and HAR. */
import { stat, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Step } from '../lessons/lesson.ts';
import { describeVersions, isMissing, type RunReport, type Sandbox, type TimelineEvent } from '../sandbox/index.ts';
import { type Dialect, FACES } from '../sandbox/runtimes/dialect.ts';
import { harFile, reportFile, type SharedAttempt } from '../web/app/report/attempt.ts';
import { UsageError } from './exit.ts';
import { findHere } from './open-sandbox.ts';

export interface ShareOptions {
  /** A path for the report. */
  report?: string;
  /** A path for the HAR. */
  har?: string;
}

/**
 * Before anything is run, since a run may take a while.
 * @throws UsageError where a file cannot be written there, as far as that can be seen beforehand.
 */
export async function checkPaths({ report, har }: ShareOptions): Promise<void> {
  if (report !== undefined && har !== undefined && resolve(report) === resolve(har))
    throw new UsageError(`Expected two files, got ${JSON.stringify(report)} for --report and --har. Name another one for the HAR.`);
  for (const path of [report, har]) {
    if (path === undefined) continue;
    const folder = await stat(dirname(resolve(path))).catch(() => undefined);
    if (!folder?.isDirectory()) throw unwritable(path, 'its folder does not exist');
    const there = await stat(path).catch(() => undefined);
    if (there?.isDirectory()) throw unwritable(path, 'it is a folder');
  }
}

/** @throws UsageError where a file cannot be written. */
export async function share({ report, har }: ShareOptions, attempt: SharedAttempt): Promise<void> {
  if (report !== undefined) await write(report, reportFile(attempt).text);
  if (har !== undefined) await write(har, harFile(attempt).text);
}

/** The solution's own run with the same seed, for the lane beside the handler's: none where that works or was not run. */
export async function playPattern(
  sandbox: Sandbox,
  { scenario, exercises }: Step,
  dialect: Dialect,
  { seed, verdict }: RunReport,
): Promise<TimelineEvent[] | undefined> {
  const solution = exercises[dialect]?.solution;
  if (verdict.kind === 'working' || verdict.kind === 'did-not-compile' || solution === undefined) return undefined;
  return (await sandbox.run({ source: solution, dialect, scenario, seed })).timeline;
}

/** What a dialect runs on here, in words. */
export async function wordRuntime(dialect: Dialect): Promise<string | undefined> {
  if (FACES[dialect].runtime === 'node') return `Node ${process.versions.node}`;
  const found = await findHere();
  return isMissing(found) ? undefined : describeVersions(found.versions);
}

/** @throws UsageError where it cannot be. */
export async function write(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (failure) {
    throw unwritable(path, (failure as NodeJS.ErrnoException).code ?? String(failure));
  }
}

function unwritable(path: string, why: string): UsageError {
  return new UsageError(`Expected a path where a file can be written, got ${JSON.stringify(path)} (${why}). Choose another one.`);
}
