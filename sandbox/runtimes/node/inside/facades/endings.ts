/** The functions by which a handler ends its process, and what it throws past everybody. */
import type { Harness } from '../harness/harness.ts';
import { cut, describe, readError } from './read-error.ts';

const { apply } = Reflect;

/** Says where the handler ends the process, for nobody can ask it afterwards. */
export function watchEndings({ ending }: Pick<Harness, 'ending'>): void {
  const doors = process as unknown as Record<string, (...given: unknown[]) => unknown>;
  let leaving = false;
  for (const name of ['exit', 'abort', 'kill', 'reallyExit']) {
    const door = doors[name];
    if (!door) continue;
    doors[name] = (...given) => {
      // On its way out of exit Node comes by reallyExit.
      if (!leaving) ending(cut(`process.${name}(${given.map(describe).join(', ')})`));
      leaving = name === 'exit';
      return apply(door, process, given);
    };
  }
}

export function watchErrors({ uncaught, catchesInterrupts }: Pick<Harness, 'uncaught' | 'catchesInterrupts'>): void {
  process.on('uncaughtExceptionMonitor', (thrown, origin) => {
    const { name, message, stack, place } = readError(thrown);
    uncaught(origin === 'unhandledRejection' ? 'rejection' : 'exception', name, message, stack, place);
  });
  process.on('newListener', (event) => {
    if (event === 'SIGINT') catchesInterrupts();
  });
}
