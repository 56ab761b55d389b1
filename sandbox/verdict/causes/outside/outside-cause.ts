/** A failure pattern as it shows from outside: any cause of the guide, since whoever looks from there compares no insides. */
import type { CauseId } from '../../../scenario/names.ts';
import type { Cause } from '../cause.ts';

export interface OutsideCause extends Pick<Cause, 'find'> {
  id: CauseId;
}
