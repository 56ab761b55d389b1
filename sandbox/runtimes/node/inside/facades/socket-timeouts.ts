/** The time-out of a TCP socket counts real time in Node: here it counts on the virtual clock. */
import type { Socket } from 'node:net';
import type { Timer, Timers } from './timers.ts';
import { replace } from './waits.ts';

const { apply } = Reflect;

/** What Node has on its sockets without documenting it. */
interface Inner extends Socket {
  _parent?: Inner | null;
  _onTimeout(): void;
  /** Bytes came or went: the time begins anew. */
  _unrefTimer(): void;
  _destroy(...given: unknown[]): void;
}

export function replaceSocketTimeouts(sockets: Socket, { setTimeout, clearTimeout }: Timers): void {
  const { setTimeout: setNodes, _unrefTimer: refreshNodes, _destroy: destroy } = sockets as Inner;
  const timers = new WeakMap<Socket, Timer>();

  replace(sockets as Inner, 'setTimeout', function (this: Inner, ...given: unknown[]) {
    // Node's own way with arguments and listeners; only its timer goes.
    apply(setNodes, this, given);
    const ms = this.timeout ?? 0;
    if (this.destroyed || ms === 0) return clear(this);
    apply(setNodes, this, [0]);
    Object.assign(this, { timeout: ms });
    clear(this);
    timers.set(this, setTimeout(() => this._onTimeout(), ms).unref());
    return this;
  });
  replace(sockets as Inner, '_unrefTimer', function (this: Inner) {
    apply(refreshNodes, this, []);
    for (let socket: Inner | null | undefined = this; socket; socket = socket._parent) timers.get(socket)?.refresh();
  });
  replace(sockets as Inner, '_destroy', function (this: Inner, ...given: unknown[]) {
    clear(this);
    return apply(destroy, this, given);
  });

  function clear(socket: Socket): Socket {
    clearTimeout(timers.get(socket));
    timers.delete(socket);
    return socket;
  }
}
