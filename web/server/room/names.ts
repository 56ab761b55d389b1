/** Display names: short, unique, and harmless wherever they are shown. */
import { MOST_NAME } from '../../room-bounds.ts';

export type ReadName = { ok: true; name: string; folded: string } | { ok: false; problem: string };

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** A letter with more marks than any script has. */
const MOST_UNITS = 8;

/**
 * Spaces are made single; all else is refused where it does not fit, since a name that was changed is not the learner's. `folded`
 * is the same for names that look alike: the case, the width and the spaces make no difference.
 */
export function readName(given: string): ReadName {
  const name = given.normalize('NFC').trim().replaceAll(/\s+/gu, ' ');
  const parts = [...graphemes.segment(name)];
  if (!/[\p{L}\p{N}]/u.test(name)) return refuse('Expected a name with a letter or a digit, got one without.');
  // Format and control characters: they turn a line around, or hide.
  const joined = name.replaceAll(/(?<=\p{Extended_Pictographic}\uFE0F?)\u200D(?=\p{Extended_Pictographic})/gu, '');
  if (/\p{C}|\p{Zl}|\p{Zp}/u.test(joined)) return refuse('Expected a name of letters that can be seen, got a hidden character in it.');
  if (parts.length > MOST_NAME) return refuse(`Expected a name of at most ${MOST_NAME} characters, got ${parts.length}.`);
  if (parts.some(({ segment }) => segment.length > MOST_UNITS + 4))
    return refuse('Expected a name that fits on one line, got stacked marks.');
  return { ok: true, name, folded: name.normalize('NFKC').toLowerCase().replaceAll(/\s/gu, '') };
}

function refuse(problem: string): ReadName {
  return { ok: false, problem };
}
