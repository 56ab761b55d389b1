/** Which stated failure of a starter applies to the installed version of uvicorn. */
import type { Exercise, Fails } from './lesson.ts';

/** `uvicorn`: its version, where it serves the exercise; without one, what holds for all that is not stated apart. */
export function failsOn({ uvicorn: ranges = [], ...stated }: Exercise['starterFails'], uvicorn: string | undefined): Fails {
  const range = uvicorn === undefined ? undefined : ranges.find(({ from, below }) => isWithin(uvicorn, from, below));
  if (!range) return stated;
  const { from: _from, below: _below, ...differs } = range;
  return { ...stated, ...differs };
}

function isWithin(version: string, from: string | undefined, below: string | undefined): boolean {
  return (from === undefined || compare(version, from) >= 0) && (below === undefined || compare(version, below) < 0);
}

function compare(one: string, other: string): number {
  const numbers = other.split('.').map(Number);
  const differences = one.split('.').map((number, index) => Number.parseInt(number, 10) - (numbers[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}
