/** The workshop afterwards: who solved what, how long it took, and which causes came up. */
import { stringify } from 'csv-stringify/sync';
import type { ReportView } from '../../room-messages.ts';
import type { AttemptRow } from './record.ts';
import type { Room } from './room.ts';
import { median } from './stuck.ts';

type LearnerReport = ReportView['learners'][number];

export function viewReport(room: Room): ReportView {
  const { record } = room;
  const attempts = Map.groupBy(record.attempts(), ({ seat }) => seat);
  const learners = record.seats().map((row): LearnerReport & { seat: number } => ({
    seat: row.seat,
    name: row.name,
    joined: row.joined,
    steps: stepsOf(row.seat, attempts.get(row.seat) ?? [], room),
  }));
  return {
    name: room.name,
    opened: record.read('opened') ?? '',
    ended: room.endedAt,
    steps: room.board.steps(room.steps.map((step) => ({ ...step, open: true }))).map(({ id, title, tried, solved }) => ({
      ...{ id, title, tried, solved },
      medianMinutes: median(learners.flatMap(({ steps }) => steps.flatMap((each) => (each.step === id ? (each.minutes ?? []) : [])))),
      causes: causesOf(learners.flatMap(({ steps }) => steps.filter(({ step }) => step === id))),
    })),
    learners: learners.map(({ seat: _seat, ...learner }) => learner),
  };
}

function stepsOf(seat: number, attempts: readonly AttemptRow[], { record }: Room): LearnerReport['steps'] {
  const solved = new Map(record.solved(seat).map(({ step, dialect, at }) => [`${step} ${dialect}`, at]));
  const begun = new Map(record.visits(seat).map((visit) => [visit.step, visit.begun]));
  const byExercise = Map.groupBy(attempts, ({ step, dialect }) => `${step} ${dialect}`);
  return [...byExercise].map(([key, [first, ...others]]) => {
    const { step, dialect, at } = first as AttemptRow;
    const all = [first as AttemptRow, ...others];
    const end = solved.get(key);
    const begin = [begun.get(step), at].filter((each) => each !== undefined).sort()[0] ?? at;
    const causes = [...new Set(all.flatMap(({ cause, verdict }) => (verdict === 'working' || cause === undefined ? [] : [cause])))];
    const minutes = end === undefined ? undefined : Math.round((Date.parse(end) - Date.parse(begin)) / 6_000) / 10;
    return { step, dialect, attempts: all.length, solved: end, minutes, causes };
  });
}

/** By how many learners each cause was met, the most frequent first. */
function causesOf(steps: readonly LearnerReport['steps'][number][]): ReportView['steps'][number]['causes'] {
  const counts = new Map<string, number>();
  for (const { causes } of steps) for (const cause of causes) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  return [...counts].map(([cause, learners]) => ({ cause, learners })).sort((one, other) => other.learners - one.learners);
}

/** One line a learner and exercise. What a spreadsheet would take for a formula is text. */
export function reportCsv({ learners }: ReportView): string {
  const lines = learners.flatMap(({ name, joined, steps }) =>
    steps.length === 0
      ? [{ name, joined }]
      : steps.map(({ step, dialect, attempts, solved, minutes, causes }) => ({
          ...{ name, joined, step, dialect, attempts, solved, minutes, causes: causes.join(' ') },
        })),
  );
  const columns = ['name', 'joined', 'step', 'dialect', 'attempts', 'solved', 'minutes', 'causes'];
  return stringify(lines, { header: true, columns, bom: true, escape_formulas: true });
}
