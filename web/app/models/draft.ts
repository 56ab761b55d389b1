/**
 * One draft in its three places: this tab, this browser, the workshop.
 *
 * What is typed is in the first two at once. The workshop gets it together with the revision it was made from, and acknowledges it when
 * it is on its disk; while it has not, no other text is sent. A text that another tab or browser wrote is offered, and never takes the
 * place of what is here by itself.
 */
import { signal } from '@preact/signals';
import type { Dialect } from '../../../sandbox/runtimes/dialect.ts';
import type { BrowserMessage, DraftView, KeptDraft, WorkshopMessage } from '../../protocol.ts';
import { draftKey, type Keeper, knownKey } from './storage.ts';

/** `browser`: there only, since the workshop keeps no drafts or could not; `offline`: there only, until the workshop answers again. */
export type Saved = 'saved' | 'saving' | 'browser' | 'offline' | 'not-kept';

/** Longer ones are more than a message to the workshop may hold; they stay in the browser. In bytes, as JSON. */
const LONGEST_SENT = 120_000;

export interface DraftParts {
  step: string;
  dialect: Dialect;
  starter: string;
  /** What all tabs of this browser keep, and what this tab keeps over a reload. */
  keeper: Keeper;
  tab: Keeper;
  /** false when there is no line to the workshop. */
  send(message: BrowserMessage): boolean;
}

/** A revision that this browser has seen in a store, with its text. */
interface Known extends KeptDraft {
  store: string;
  /** Sent from here since: where the acknowledgement was lost, it is what the workshop has. */
  sent?: string;
}

export class Draft {
  readonly text = signal('');
  /** Goes up when the text was replaced by anything but typing: only then does the editor take it over. */
  readonly replaced = signal(0);
  readonly saved = signal<Saved>('browser');
  /** What another tab or browser made of it meanwhile. */
  readonly other = signal<string | undefined>(undefined);
  readonly #parts: DraftParts;
  readonly #key: string;
  readonly #knownKey: string;
  readonly #unsubscribe: () => void;
  #keptHere = true;
  #store: string | undefined;
  #known: Known | undefined;
  /** What was sent and has not been acknowledged. */
  #underWay: string | undefined;
  /** The other one's text as the workshop has it. */
  #theirs: KeptDraft | undefined;
  /** The other one's text that this one was preferred to. */
  #overruled: string | undefined;

  constructor(parts: DraftParts) {
    this.#parts = parts;
    const { step, dialect, starter, keeper, tab } = parts;
    this.#key = draftKey(step, dialect);
    this.#knownKey = knownKey(step, dialect);
    const inBrowser = keeper.read(this.#key);
    const inTab = tab.read(this.#key);
    this.text.value = inTab ?? inBrowser ?? starter;
    if (inBrowser !== undefined && inBrowser !== this.text.value) this.other.value = inBrowser;
    this.#unsubscribe = keeper.onOtherTab((key, value) => {
      if (key === this.#key) this.#offer(value);
    });
  }

  /** The learner has gone elsewhere. A text that differs from the browser's is still this tab's. */
  leave(): void {
    this.#unsubscribe();
    if (this.other.value === undefined) this.#parts.tab.remove(this.#key);
  }

  type(text: string): void {
    this.#keep(text);
  }

  replace(text: string): void {
    this.#keep(text);
    this.replaced.value += 1;
  }

  takeOther(): void {
    const text = this.#settle();
    if (text !== undefined) this.replace(text);
  }

  keepThis(): void {
    this.#overruled = this.#settle();
    this.#keep(this.text.value);
  }

  /** The other one's text has been decided about. */
  #settle(): string | undefined {
    const text = this.other.value;
    this.other.value = undefined;
    if (this.#theirs && this.#theirs.text === text) this.#know(this.#theirs);
    this.#theirs = undefined;
    return text;
  }

  /** The workshop has told what it has: at the first look, and after each time that it was away. */
  meet({ store, draft }: DraftView): void {
    this.#store = store;
    this.#underWay = undefined;
    this.#known = store === undefined ? undefined : this.#recall(store);
    if (store === undefined) this.#sendOn();
    else if (!draft) {
      this.#remember({ store, revision: 0, text: this.#parts.starter, sent: this.#known?.text });
      this.#sendOn();
    } else if ((this.#known?.revision ?? 0) >= draft.revision) this.#sendOn();
    else if (this.text.value === (this.#known?.text ?? this.#parts.starter)) {
      // Nothing was typed here since.
      this.#know(draft);
      this.replace(draft.text);
    } else this.#hear(draft);
  }

  take(message: WorkshopMessage | { type: 'line-lost' }): void {
    if (message.type === 'line-lost') return this.#lineLost();
    if (!('step' in message && 'dialect' in message) || message.step !== this.#parts.step || message.dialect !== this.#parts.dialect)
      return;
    if (message.type === 'kept') this.#kept(message.revision);
    else if (message.type === 'draft') this.#hear(message.draft);
    else {
      this.#underWay = undefined;
      this.saved.value = this.#keptHere ? 'browser' : 'not-kept';
    }
  }

  #kept(revision: number): void {
    if (this.#underWay !== undefined) this.#know({ revision, text: this.#underWay });
    this.#underWay = undefined;
    this.#sendOn();
  }

  /** A newer revision, of somebody else: nothing was kept of what is under way. */
  #hear(draft: KeptDraft): void {
    this.#underWay = undefined;
    if ([this.text.value, this.#known?.sent, this.#overruled].includes(draft.text)) {
      this.#overruled = undefined;
      this.#know(draft);
      this.#sendOn();
    } else this.#offer(draft.text, draft);
  }

  /** The one that is offered has a revision when the workshop has told it; one of another tab will have. */
  #offer(text: string, draft?: KeptDraft): void {
    if (draft) this.#theirs = draft;
    this.other.value = text === this.text.value ? undefined : text;
    this.#sendOn();
  }

  #lineLost(): void {
    this.#underWay = undefined;
    if (this.saved.value === 'saving') this.saved.value = this.#keptHere ? 'offline' : 'not-kept';
  }

  #keep(text: string): void {
    const { keeper, tab } = this.#parts;
    this.text.value = text;
    this.#keptHere = keeper.write(this.#key, text);
    tab.write(this.#key, text);
    this.#sendOn();
  }

  /** Sends what the workshop does not have, one text at a time: typing is never slowed down, and the last text is always sent. */
  #sendOn(): void {
    const { step, dialect, send, starter } = this.#parts;
    const text = this.text.value;
    const here = this.#keptHere ? 'browser' : 'not-kept';
    if (this.#store === undefined || isTooLong(text)) this.saved.value = here;
    else if (this.#underWay !== undefined) this.saved.value = 'saving';
    else if (text === (this.#known?.text ?? starter)) this.saved.value = 'saved';
    else if (this.other.value !== undefined) this.saved.value = here;
    else {
      const { revision = 0, text: before = starter } = this.#known ?? {};
      const isSent = send({ type: 'keep', step, dialect, base: revision, text });
      if (isSent) {
        this.#underWay = text;
        this.#remember({ store: this.#store, revision, text: before, sent: text });
      }
      this.saved.value = isSent ? 'saving' : this.#keptHere ? 'offline' : 'not-kept';
    }
  }

  #know({ revision, text }: KeptDraft): void {
    if (this.#store !== undefined) this.#remember({ store: this.#store, revision, text });
  }

  #remember(known: Known): void {
    this.#known = known;
    this.#parts.keeper.write(this.#knownKey, JSON.stringify(known));
  }

  #recall(store: string): Known | undefined {
    const text = this.#parts.keeper.read(this.#knownKey);
    const known = text === undefined ? undefined : (parsed(text) as Known | undefined);
    return known?.store === store ? known : undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isTooLong(text: string): boolean {
  return new TextEncoder().encode(JSON.stringify(text)).length > LONGEST_SENT;
}
