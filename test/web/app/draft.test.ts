import { afterEach, expect, test } from 'vitest';
import { loadCatalog } from '../../../lessons/catalog.ts';
import { Draft } from '../../../web/app/models/draft.ts';
import { createKeeper } from '../../../web/app/models/storage.ts';
import type { BrowserMessage, WorkshopMessage } from '../../../web/protocol.ts';
import { keepDraft } from '../../../web/server/store/keep-draft.ts';
import type { Store } from '../../../web/server/store/store.ts';
import { OWN_SEAT, openWork } from '../../../web/server/store/work.ts';
import { makeFolder, type TestFolder } from '../../helpers/folder.ts';
import { MemoryStorage } from '../../helpers/memory-storage.ts';

const about = { step: 'open-then-gone', dialect: 'async' as const };
const catalog = await loadCatalog();
const cleanUps: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** The real store behind a line that delivers when the test says so. */
class Workshop {
  readonly tabs = new Set<Tab>();
  store: Store;
  isDown = false;

  private constructor(folder: TestFolder) {
    const work = openWork(folder.path, () => {});
    if (!work) throw new Error('Expected a store.');
    this.store = work.of(OWN_SEAT);
    cleanUps.push(() => work.close());
  }

  static async start(): Promise<Workshop> {
    const folder = await makeFolder();
    cleanUps.push(() => folder[Symbol.asyncDispose]());
    return new Workshop(folder);
  }

  get kept(): string | undefined {
    return this.store.draft(about.step, about.dialect)?.text;
  }

  take(message: BrowserMessage, from: Tab): void {
    if (message.type !== 'keep') return;
    const { answer, news } = keepDraft({ catalog, store: this.store }, message);
    from.arrived.push(answer);
    if (news) for (const tab of this.tabs) if (tab !== from) tab.arrived.push(news);
  }

  /** Every tab learns that the line is gone; what was under way to it never arrives. */
  goDown(): void {
    this.isDown = true;
    for (const tab of this.tabs) {
      tab.arrived.length = 0;
      tab.draft.take({ type: 'line-lost' });
    }
  }

  comeBack(): void {
    this.isDown = false;
    for (const tab of this.tabs) tab.meet();
  }
}

/** A tab of a browser: a reload is another one with the same two storages. */
class Tab {
  readonly draft: Draft;
  readonly arrived: WorkshopMessage[] = [];
  readonly #workshop: Workshop;

  constructor(workshop: Workshop, browser = new MemoryStorage(), own = new MemoryStorage()) {
    this.#workshop = workshop;
    const keeper = createKeeper(browser as unknown as Storage);
    const send = (message: BrowserMessage) => {
      if (!workshop.isDown) workshop.take(message, this);
      return !workshop.isDown;
    };
    this.draft = new Draft({ ...about, starter: 'given', keeper, tab: createKeeper(own as unknown as Storage), send });
    workshop.tabs.add(this);
    if (!workshop.isDown) this.meet();
  }

  meet(): void {
    this.draft.meet({ store: this.#workshop.store.id, draft: this.#workshop.store.draft(about.step, about.dialect) });
  }

  /** All that the workshop has sent arrives, and what it leads to. */
  settle(): this {
    for (let message = this.arrived.shift(); message; message = this.arrived.shift()) this.draft.take(message);
    return this;
  }

  get seen(): [string, string, string | undefined] {
    return [this.draft.text.value, this.draft.saved.value, this.draft.other.value];
  }

  close(): void {
    this.#workshop.tabs.delete(this);
  }
}

test('what is typed is saved once the workshop has acknowledged it, and only the last text is sent meanwhile', async () => {
  const workshop = await Workshop.start();
  const tab = new Tab(workshop);
  for (const text of ['a', 'ab', 'abc']) tab.draft.type(text);
  expect([tab.seen, workshop.kept]).toEqual([['abc', 'saving', undefined], 'a']);
  tab.settle();
  expect([tab.seen, workshop.kept]).toEqual([['abc', 'saved', undefined], 'abc']);
  expect(workshop.store.draft(about.step, about.dialect)?.revision).toBe(2);
});

test('another browser, or another port, opens what the workshop has', async () => {
  const workshop = await Workshop.start();
  new Tab(workshop).draft.type('mine');
  const elsewhere = new Tab(workshop);
  expect([elsewhere.seen, elsewhere.draft.replaced.value]).toEqual([['mine', 'saved', undefined], 1]);
});

test('what was typed while the workshop was down is saved when it is back', async () => {
  const workshop = await Workshop.start();
  const tab = new Tab(workshop);
  tab.draft.type('before');
  workshop.goDown();
  tab.draft.type('meanwhile');
  expect(tab.seen).toEqual(['meanwhile', 'offline', undefined]);
  workshop.comeBack();
  expect([tab.settle().seen, workshop.kept]).toEqual([['meanwhile', 'saved', undefined], 'meanwhile']);
});

test('a tab that is reloaded while the workshop is down has its text, and the workshop gets it', async () => {
  const workshop = await Workshop.start();
  const [browser, own] = [new MemoryStorage(), new MemoryStorage()];
  const tab = new Tab(workshop, browser, own);
  tab.draft.type('before');
  tab.settle().draft.type('typed, kept, and the acknowledgement lost');
  workshop.goDown();
  tab.draft.type('meanwhile');
  tab.close();
  const reloaded = new Tab(workshop, browser, own);
  expect(reloaded.seen[0]).toBe('meanwhile');
  workshop.comeBack();
  expect([reloaded.settle().seen, workshop.kept]).toEqual([['meanwhile', 'saved', undefined], 'meanwhile']);
});

test('two browsers that both typed: each keeps its own text and is offered the other’s, until it decides', async () => {
  const workshop = await Workshop.start();
  const [one, other] = [new Tab(workshop), new Tab(workshop)];
  one.draft.type('one');
  other.draft.type('other');
  one.settle();
  other.settle();
  expect([one.seen, other.seen, workshop.kept]).toEqual([['one', 'saved', undefined], ['other', 'browser', 'one'], 'one']);
  other.draft.type('other, still');
  expect(other.seen[2]).toBe('one');
  other.draft.keepThis();
  other.settle();
  one.settle();
  expect([one.seen, other.seen]).toEqual([
    ['one', 'saved', 'other, still'],
    ['other, still', 'saved', undefined],
  ]);
  one.draft.takeOther();
  expect([one.settle().seen, workshop.kept]).toEqual([['other, still', 'saved', undefined], 'other, still']);
});

test('two tabs of one browser that both typed: the one that is reloaded shows its own text, and is offered the other’s', async () => {
  const workshop = await Workshop.start();
  const [browser, own] = [new MemoryStorage(), new MemoryStorage()];
  const one = new Tab(workshop, browser, own);
  const other = new Tab(workshop, browser);
  one.draft.type('one');
  one.settle();
  other.draft.type('other');
  other.settle();
  other.draft.keepThis();
  other.settle();
  one.close();
  const reloaded = new Tab(workshop, browser, own);
  expect(reloaded.seen).toEqual(['one', 'browser', 'other']);
  expect([other.seen[0], workshop.kept]).toEqual(['other', 'other']);
});

test('a tab that left the step in peace opens what the others made of it since', async () => {
  const workshop = await Workshop.start();
  const [browser, own] = [new MemoryStorage(), new MemoryStorage()];
  const one = new Tab(workshop, browser, own);
  one.draft.type('one');
  one.settle().draft.leave();
  one.close();
  const other = new Tab(workshop, browser);
  other.draft.type('other');
  other.settle();
  expect(new Tab(workshop, browser, own).seen).toEqual(['other', 'saved', undefined]);
});

test('a look at an older revision that arrives late changes nothing', async () => {
  const workshop = await Workshop.start();
  const tab = new Tab(workshop);
  tab.draft.type('one');
  tab.settle();
  const late = workshop.store.draft(about.step, about.dialect);
  tab.draft.type('two');
  tab.settle().draft.meet({ store: workshop.store.id, draft: late });
  expect(tab.settle().seen).toEqual(['two', 'saved', undefined]);
});

test('the starter is a draft like another: Reset is kept, too', async () => {
  const workshop = await Workshop.start();
  const [browser, own] = [new MemoryStorage(), new MemoryStorage()];
  const tab = new Tab(workshop, browser, own);
  tab.draft.type('mine');
  tab.settle().draft.replace('given');
  expect([tab.settle().seen, workshop.kept]).toEqual([['given', 'saved', undefined], 'given']);
  expect(new Tab(workshop, browser, own).seen[0]).toBe('given');
});

test('a text that is too long for a message stays in the browser, and says so', async () => {
  const workshop = await Workshop.start();
  const tab = new Tab(workshop);
  tab.draft.type('é'.repeat(70_000));
  expect([tab.seen[1], workshop.kept]).toEqual(['browser', undefined]);
  tab.draft.type('short');
  expect([tab.settle().seen[1], workshop.kept]).toEqual(['saved', 'short']);
});
