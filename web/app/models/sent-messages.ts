/** What was sent by hand at a step, kept in the browser: the newest first, each once. */
import { signal } from '@preact/signals';
import { type Keeper, sentKey } from './storage.ts';
import type { Form } from './talk-draft.ts';

export interface SentMessage {
  form: Form;
  text: string;
}

const MOST_KEPT = 30;
/** A longer one is not kept, in characters. */
const LONGEST_KEPT = 8 * 1024;

export class SentMessages {
  readonly all = signal<readonly SentMessage[]>([]);
  readonly #keeper: Keeper;
  readonly #key: string;

  constructor(keeper: Keeper, step: string) {
    this.#keeper = keeper;
    this.#key = sentKey(step);
    this.all.value = read(keeper.read(this.#key));
  }

  add(sent: SentMessage): void {
    if (sent.text === '' || sent.text.length > LONGEST_KEPT) return;
    const others = this.all.value.filter(({ form, text }) => form !== sent.form || text !== sent.text);
    this.all.value = [sent, ...others].slice(0, MOST_KEPT);
    this.#keeper.write(this.#key, JSON.stringify(this.all.value));
  }
}

/** Whatever else stands there was not written here. */
function read(kept: string | undefined): SentMessage[] {
  try {
    const all: unknown = JSON.parse(kept ?? '[]');
    return Array.isArray(all) ? all.filter(isSent).slice(0, MOST_KEPT) : [];
  } catch {
    return [];
  }
}

function isSent(each: unknown): each is SentMessage {
  if (typeof each !== 'object' || each === null) return false;
  const { form, text } = each as Partial<SentMessage>;
  return (form === 'text' || form === 'json' || form === 'binary') && typeof text === 'string';
}
