/** What a test takes of a long list: another part each time, and all of it where WHOLE is set. */

/** Whether everything is to be run, whatever it takes: `npm run test:whole`. */
export const WHOLE = process.env.WHOLE !== undefined && process.env.WHOLE !== '';

/** One of them, drawn anew each time. */
export function drawOne<T>(all: readonly T[]): T {
  return all[Math.floor(Math.random() * all.length)] as T;
}

/** A share of them in their own order, drawn anew each time; a line says how many of `what` are left out. */
export function drawShare<T>(all: readonly T[], share: number, what: string): T[] {
  if (WHOLE) return [...all];
  const most = Math.ceil(all.length * share);
  const drawn = new Set(
    all
      .map((each) => ({ each, at: Math.random() }))
      .sort((one, other) => one.at - other.at)
      .slice(0, most)
      .map(({ each }) => each),
  );
  process.stdout.write(`Drawn for this time: ${most} of ${all.length} ${what}. All of them: npm run test:whole.\n`);
  return all.filter((each) => drawn.has(each));
}
