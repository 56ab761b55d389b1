/** What the harness learns of the methods of `ws` that write: that a handler has called one, and that it ends. */
import { WebSocket, WebSocketServer } from 'ws';
import type { Harness } from '../harness/harness.ts';

const { apply } = Reflect;
const { defineProperty, getOwnPropertyDescriptor } = Object;

type Learning = Pick<Harness, 'libraryBegins' | 'methodBegins' | 'methodEnds'>;
/** Whether the library calls its own method. */
type IsOwn = (self: never) => boolean;

/** Before any learner code runs: the classes are those that a handler imports. */
export function watchWebSockets(harness: Learning): void {
  const { prototype } = WebSocket;
  watch(prototype, 'send', () => false, harness);
  watch(prototype, 'ping', () => false, harness);
  watch(prototype, 'pong', () => false, harness);
  // The answer to a close frame that came.
  watch(prototype, 'close', (socket?: { _closeFrameReceived?: boolean }) => socket?._closeFrameReceived === true, harness);
  // One that listens by itself; what it calls meanwhile writes for its own part.
  watch(WebSocketServer.prototype, 'handleUpgrade', (server?: WebSocketServer) => server?.options?.noServer !== true, harness);
}

function watch(owner: object, name: string, isOwn: IsOwn, { libraryBegins, methodBegins, methodEnds }: Learning): void {
  const descriptor = getOwnPropertyDescriptor(owner, name);
  const method = descriptor?.value as (...given: unknown[]) => unknown;
  const value = function (this: unknown, ...given: unknown[]) {
    if (isOwn(this as never)) libraryBegins();
    else methodBegins(value);
    try {
      return apply(method, this, given);
    } finally {
      methodEnds();
    }
  };
  defineProperty(value, 'name', { value: name, configurable: true });
  defineProperty(value, 'length', { value: method.length, configurable: true });
  defineProperty(owner, name, { ...descriptor, value });
}
