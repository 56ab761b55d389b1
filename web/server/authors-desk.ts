/** The author's table: every handler of a step is run with several seeds, and each run can be looked at. */
import { availableParallelism } from 'node:os';
import type { Catalog } from '../../lessons/catalog.ts';
import { runVariant, type Variant, variantsOf } from '../../lessons/variants.ts';
import { chooseFeedback, isMissing, type Preparation, type RunReport, type Sandbox } from '../../sandbox/index.ts';
import type { AuthorsRunView, CheckedRun, WorkshopMessage } from '../protocol.ts';

/** How many runs are kept to be looked at. */
const KEPT_RUNS = 600;

export interface DeskParts {
  catalog: Catalog;
  sandbox: Sandbox;
  fastapi: Preparation;
}

interface Kept {
  variant: Variant;
  report: RunReport;
}

export class AuthorsDesk {
  readonly #parts: DeskParts;
  readonly #runs = new Map<number, Kept>();
  #lastRun = 0;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** Tells each run as it ends, and then that all have; ends early when the signal says so. */
  async check(id: string, seeds: number, tell: (message: WorkshopMessage) => void, signal: AbortSignal): Promise<void> {
    const step = this.#parts.catalog.step(id);
    const python = await this.#parts.fastapi.find();
    const uvicorn = isMissing(python) ? undefined : python.versions.uvicorn;
    const variants = step ? variantsOf(step, uvicorn).filter(({ dialect }) => dialect !== 'fastapi' || uvicorn !== undefined) : [];
    const runs = Array.from({ length: seeds }, () => variants)
      .flat()
      .values();
    const work = async () => {
      for (const variant of runs) {
        const report = await runVariant(variant, this.#parts.sandbox);
        if (signal.aborted) return;
        tell({ type: 'checked', step: id, checked: this.#keep(variant, report) });
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, work));
    if (!signal.aborted) tell({ type: 'check-done', step: id });
  }

  /** One of the last runs, beside the solution's with the same seed. */
  async look(run: number): Promise<AuthorsRunView | undefined> {
    const kept = this.#runs.get(run);
    if (!kept) return undefined;
    const { variant, report } = kept;
    const { starter = '', solution = '' } = variant.step.exercises[variant.dialect] ?? {};
    const isWorking = report.verdict.kind === 'working';
    const pattern = isWorking ? report : await runVariant({ ...variant, source: solution }, this.#parts.sandbox, report.seed);
    const feedback = chooseFeedback(variant.step.scenario.feedback, report)?.say;
    const shown = pattern.verdict.kind === 'working' ? { timeline: pattern.timeline } : undefined;
    return { dialect: variant.dialect, source: variant.source, starter, report, feedback, pattern: shown };
  }

  #keep(variant: Variant, report: RunReport): CheckedRun {
    const run = ++this.#lastRun;
    this.#runs.set(run, { variant, report });
    this.#runs.delete(run - KEPT_RUNS);
    const { verdict, diagnoses, seed, timings } = report;
    return {
      run,
      seed,
      dialect: variant.dialect,
      kind: variant.kind,
      name: variant.name,
      verdict: verdict.kind,
      unmet: 'name' in verdict ? verdict.name : undefined,
      observed: verdict.kind === 'broken' ? verdict.observedKind : undefined,
      cause: diagnoses[0]?.cause,
      feedback: chooseFeedback(variant.step.scenario.feedback, report)?.id,
      problem: variant.problemOf(report),
      tookMs: timings.totalMs,
    };
  }
}
