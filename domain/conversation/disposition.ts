import { type Refusal, refusal } from '../refusal.ts';
import type { CasePolicy } from './policy.ts';

/** CDEK-11, CDEK-12: closing needs one of the policy's dispositions; the free one needs its own text. */
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

/** True when a text shows nothing: only blanks, control, format and filler characters (zero-width included). */
export function isBlank(text: string): boolean {
  // U+2800 is the Braille pattern without dots: a symbol by category, but it looks blank.
  return !/[^\p{Z}\p{C}\p{Default_Ignorable_Code_Point}\s\u2800]/u.test(text);
}
