/** What a handler writes to stdout and stderr goes to the workshop, which knows its place in the order of things. */
import type { Harness } from '../harness/harness.ts';

const bytesToString = Buffer.prototype.toString;
const fromBytes = Buffer.from;
const nextTick = process.nextTick;
const { apply } = Reflect;

export function captureOutput({ output }: Pick<Harness, 'output'>): void {
  for (const stream of ['stdout', 'stderr'] as const) {
    process[stream].write = function write(chunk: string | Uint8Array, encoding?: unknown, done?: unknown) {
      output(stream, typeof chunk === 'string' ? chunk : apply(bytesToString, fromBytes(chunk), ['utf8']));
      const callback = typeof encoding === 'function' ? encoding : done;
      if (typeof callback === 'function') apply(nextTick, process, [callback]);
      return true;
    } as typeof process.stdout.write;
  }
}
