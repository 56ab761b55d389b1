/** What of a run is shown to whoever asked for it: each event, and of all payloads together so much. */

import type { TimelineEvent, WireBytes } from './timeline.ts';

/** How much of all payloads of a run is shown, in characters. */
export const SHOWN_CHARACTERS = 512 * 1024;
/** What is left of a payload when the others have used up the bound, in characters. */
const CUT_CHARACTERS = 40;

/** What is left of a frame's own bytes then, in hex digits: the longest header that there is. */
const CUT_FRONT = 2 * 14;

type Payload = { text?: string; hex?: string; message?: { text?: string; hex?: string }; wire?: WireBytes };

export class ShownTimeline {
  #left = SHOWN_CHARACTERS;
  readonly #cut = new Map<TimelineEvent, Payload>();

  /** The event as it is shown. Its `bytes` always say how long the payload was. */
  take(event: TimelineEvent): TimelineEvent {
    if (event.kind !== 'frame-received' && event.kind !== 'frame-sent') return event;
    const payload = event as Payload;
    const length = lengthOf(payload) + lengthOf(payload.message);
    this.#left -= Math.min(length, this.#left);
    if (this.#left > 0 || length <= CUT_CHARACTERS) return event;
    const { message, wire } = payload;
    this.#cut.set(event, {
      ...cutAll(payload),
      ...(message ? { message: cutAll(message) } : {}),
      ...(wire ? { wire: { ...wire, front: wire.front.slice(0, CUT_FRONT) } } : {}),
    });
    return this.#asShown(event);
  }

  /** The same events in their final order. */
  final(timeline: readonly TimelineEvent[]): TimelineEvent[] {
    return timeline.map((event) => this.#asShown(event));
  }

  #asShown(event: TimelineEvent): TimelineEvent {
    const cutTo = this.#cut.get(event);
    return cutTo ? ({ ...event, ...cutTo } as TimelineEvent) : event;
  }
}

function lengthOf({ text = '', hex = '' }: Payload = {}): number {
  return text.length + hex.length;
}

function cutAll({ text, hex }: Payload): Payload {
  return { ...(text === undefined ? {} : { text: cut(text) }), ...(hex === undefined ? {} : { hex: cut(hex) }) };
}

function cut(text: string): string {
  return text.length > CUT_CHARACTERS ? `${text.slice(0, CUT_CHARACTERS)}…` : text;
}
