/** A tab's draft goes to the store, and everybody who has to know learns of it. */
import type { Catalog } from '../../../lessons/catalog.ts';
import type { KeepMessage, WorkshopMessage } from '../../protocol.ts';
import { visibleText } from '../../visible-text.ts';
import type { Store } from './store.ts';

export interface Kept {
  answer: WorkshopMessage;
  /** For all other tabs. */
  news?: WorkshopMessage;
}

export function keepDraft({ catalog, store }: { catalog: Catalog; store?: Store }, { step, dialect, base, text }: KeepMessage): Kept {
  const about = { step, dialect };
  const fail = (message: string): Kept => ({ answer: { type: 'keep-failed', ...about, message } });
  if (!catalog.step(step)?.exercises[dialect])
    return fail('Expected a draft of a step of the catalog, got one of another. Reload the page.');
  if (!store) return fail('This workshop keeps no drafts: yours is in this browser only.');
  try {
    const keeping = store.keepDraft(step, dialect, base, text);
    if (!keeping.kept) return { answer: { type: 'draft', ...about, draft: keeping.current } };
    const { revision } = keeping;
    return { answer: { type: 'kept', ...about, revision }, news: { type: 'draft', ...about, draft: { revision, text } } };
  } catch (failure) {
    process.stderr.write(`A draft could not be kept: ${visibleText(String(failure))}\n`);
    return fail('The workshop could not write your draft to its disk; it is in this browser. Its terminal says why.');
  }
}
