// Owns the rule that a conversation is closed with a disposition, and what counts as text. Refuses to know the list.
import { type Refusal, refusal } from '../refusal.ts';
import type { CasePolicy } from './policy.ts';

/** CDEK-11, CDEK-12: one of the policy's dispositions; the free one with a text of its own. */
export function missingDisposition(
  policy: CasePolicy,
  disposition: string | null,
  hasOwnText: boolean,
): Refusal | null {
  const found = policy.dispositions.find((candidate) => candidate.disposition === disposition);
  if (found === undefined) return refusal('disposition-required', 'closing needs one of the dispositions');
  if (found.ownText && !hasOwnText) {
    return refusal('disposition-required', `the disposition ${found.disposition} needs a text of its own`);
  }
  return null;
}

/** True when nothing of a text can be seen: only blanks, control, format and filler characters (zero-width included). */
export function isBlank(text: string): boolean {
  // U+2800 is the Braille pattern without dots: a symbol by its category, a blank to the eye.
  return !/[^\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\s\u2800]/u.test(text);
}
