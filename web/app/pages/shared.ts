import type { CatalogView } from '../../protocol.ts';
import { go } from '../models/route.ts';

/** What each page is given. */
export interface Shared {
  catalog: CatalogView;
  onHelp(): void;
  onProblem(sentence: string): void;
}

export function toSafety(): void {
  go('/safety');
}
