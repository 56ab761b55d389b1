/** What several messages that say the same have in common: what a later one may be held against. Pure. */
import type { Reply } from '../scenario/entry.ts';
import { is } from '../scenario/value.ts';
import type { EventOf } from '../timeline/timeline.ts';

type Came = EventOf<'frame-received'>;

/** `passing`: texts that are others the next time, such as the id of a client. */
export class InCommon {
  readonly #passing: readonly string[];

  constructor(passing: readonly string[]) {
    this.#passing = passing;
  }

  /** Of several rows message by message; undefined where they differ in number or in kind. */
  replies(rows: readonly (readonly Came[])[]): Reply[] | undefined {
    const [first] = rows;
    if (!first || rows.some((row) => row.length !== first.length)) return undefined;
    const replies = first.flatMap((_message, index) => this.#reply(rows.flatMap((row) => row[index] ?? [])) ?? []);
    return replies.length === first.length ? replies : undefined;
  }

  #reply(messages: readonly Came[]): Reply | undefined {
    const [first] = messages;
    if (!first || messages.some(({ opcode }) => opcode !== first.opcode)) return undefined;
    if (first.opcode === 'binary') return { opcode: 'binary', match: { anything: true } };
    const texts = messages.map(({ text = '' }) => text);
    const objects = texts.flatMap((text) => objectIn(text) ?? []);
    if (objects.length === texts.length) return { match: { json: this.#value(objects) } };
    const [text = ''] = texts;
    return { match: texts.every((each) => each === text) && this.#isLasting(text) ? { text } : { anything: true } };
  }

  /** The value itself where it is always the same, and else of which kind it is; of objects and lists of one length part by part. */
  #value(values: readonly unknown[]): unknown {
    const [first] = values;
    if (values.every((value) => value === first) && this.#isLasting(first)) return first;
    if (values.every(Array.isArray)) return this.#list(values as unknown[][]);
    if (values.every((value) => typeof value === 'object' && value !== null)) return this.#object(values as Record<string, unknown>[]);
    if (values.every(Number.isInteger)) return is.integer;
    const kind = typeof first;
    const isOneKind = values.every((value) => typeof value === kind);
    return isOneKind && (kind === 'string' || kind === 'number' || kind === 'boolean') ? is[kind] : is.anything;
  }

  #list(lists: readonly unknown[][]): unknown {
    const [first = []] = lists;
    if (lists.some(({ length }) => length !== first.length)) return is.list;
    return first.map((_item, index) => this.#value(lists.map((list) => list[index])));
  }

  /** Keys that are not in all of them may be there or not. */
  #object(objects: readonly Record<string, unknown>[]): unknown {
    const keys = Object.keys(objects[0] ?? {}).filter((key) => objects.every((each) => Object.hasOwn(each, key)));
    return Object.fromEntries(keys.map((key) => [key, this.#value(objects.map((each) => each[key]))]));
  }

  /** A moment is another one tomorrow: a date, a time of day, or the seconds since 1970. */
  #isLasting(value: unknown): boolean {
    if (typeof value === 'number' && value >= 1e9) return false;
    if (typeof value === 'string' && /\d{4}-\d\d-\d\d|\d\d:\d\d/.test(value)) return false;
    return !this.#passing.some((text) => String(value).includes(text));
  }
}

/** An object or a list, in brackets of its own. */
function objectIn(text: string): [object] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? [value] : undefined;
  } catch {
    return undefined;
  }
}
