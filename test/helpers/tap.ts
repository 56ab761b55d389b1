/** A tap for a test, in front of a backend, and what it tells. */
import { type StartedTap, startTap, type TapOptions } from '../../sandbox/watch/tap.ts';
import type { Watched } from '../../sandbox/watch/watched.ts';
import type { Backend } from './backend.ts';

export interface TestTap extends StartedTap, AsyncDisposable {
  /** Those that have ended, in this order. */
  watched: Watched[];
  unread: string[];
  /** The next one that has not been given yet, once it has ended. */
  next(): Promise<Watched>;
}

export async function tapBefore({ port }: Backend, options: Partial<TapOptions> = {}): Promise<TestTap> {
  const watched: Watched[] = [];
  const unread: string[] = [];
  let given = 0;
  let wake = () => {};
  const tap = await startTap({
    backend: { addresses: ['127.0.0.1'], port },
    onWatched(one) {
      watched.push(one);
      wake();
    },
    onUnread: (why) => unread.push(why),
    ...options,
  });
  return {
    ...tap,
    watched,
    unread,
    async next() {
      while (watched.length === given) await new Promise<void>((resolve) => (wake = resolve));
      return watched[given++] as Watched;
    },
    [Symbol.asyncDispose]: () => tap.close(),
  };
}
