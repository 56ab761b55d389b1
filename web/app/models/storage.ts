/** What this browser keeps: drafts, solved steps, revealed hints, choices. Nothing here throws where a browser keeps nothing. */
import type { Dialect } from '../../../sandbox/runtimes/dialect.ts';

const PREFIX = 'socket-clinic/1/';

export const draftKey = (step: string, dialect: Dialect) => `draft/${step}/${dialect}`;
/** What this browser knows of the draft in the workshop. */
export const knownKey = (step: string, dialect: Dialect) => `known/${step}/${dialect}`;
export const solvedKey = (step: string, dialect: Dialect) => `solved/${step}/${dialect}`;
/** The options that were chosen for a timeline to read, as a JSON list of a list a question. */
export const answersKey = (reading: string) => `answers/${reading}`;
/** When all questions of a timeline were answered. */
export const readKey = (reading: string) => `read/${reading}`;
/** What was sent by hand, as a JSON list. */
export const sentKey = (step: string) => `sent/${step}`;
export const hintsKey = (step: string) => `hints/${step}`;

export interface Keeper {
  read(key: string): string | undefined;
  /** false when the browser keeps nothing, or has no room left. */
  write(key: string, value: string): boolean;
  remove(key: string): void;
  /** Calls back when another tab has written `key`, until the returned function is called. */
  onOtherTab(callback: (key: string, value: string) => void): () => void;
}

/** `ofSeat` goes before each key: in a room each seat has its own, so that nobody meets what another one at this computer has typed. */
export function createKeeper(storage: Storage | undefined, ofSeat = () => ''): Keeper {
  const prefix = () => PREFIX + ofSeat();
  return {
    read(key) {
      try {
        return storage?.getItem(prefix() + key) ?? undefined;
      } catch {
        return undefined;
      }
    },
    write(key, value) {
      try {
        storage?.setItem(prefix() + key, value);
        return storage !== undefined;
      } catch {
        return false;
      }
    },
    remove(key) {
      try {
        storage?.removeItem(prefix() + key);
      } catch {
        // What cannot be reached is not there.
      }
    },
    onOtherTab(callback) {
      const hear = ({ key, newValue }: StorageEvent) => {
        if (key?.startsWith(prefix()) && newValue !== null) callback(key.slice(prefix().length), newValue);
      };
      globalThis.addEventListener?.('storage', hear);
      return () => globalThis.removeEventListener?.('storage', hear);
    },
  };
}

/** The browser's own storage, or the tab's, where it gives one. */
export function webStorage(of: 'browser' | 'tab'): Storage | undefined {
  try {
    return of === 'browser' ? globalThis.localStorage : globalThis.sessionStorage;
  } catch {
    return undefined;
  }
}
