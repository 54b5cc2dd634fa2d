import { plainDigits } from '../digits.ts';
import type { Instant } from '../calendar/instant.ts';
import type { CasePolicy } from './policy.ts';
import { type RatingFacts, refusalOfRating } from './rating.ts';

export type AfterClosing = { kind: 'rates'; score: number } | { kind: 'thanks' } | { kind: 'opens' };

/**
 * CDEK-17, CDEK-24: while the rating is open, a message that is only a score rates. A bare thank-you opens nothing.
 * Anything else opens a conversation that continues this one. An abandoned conversation has nothing to rate or thank
 * for.
 */
export function meaningAfterClosing(policy: CasePolicy, facts: RatingFacts, text: string, now: Instant): AfterClosing {
  if (facts.abandoned) return { kind: 'opens' };
  const score = scoreIn(policy, text);
  if (score !== null && refusalOfRating(policy, facts, now) === null) return { kind: 'rates', score };
  return isThanks(policy, text) ? { kind: 'thanks' } : { kind: 'opens' };
}

// Invisible characters come along with copied or phone-typed text.
const UNSEEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}\s]/gu;

/** The score that a text consists of, in any script's digits; `null` for any other text. */
export function scoreIn({ rating }: Pick<CasePolicy, 'rating'>, text: string): number | null {
  const typed = plainDigits(text.normalize('NFKC').replace(UNSEEN, ''));
  return rating.scores.find((score) => `${score}` === typed) ?? null;
}

function isThanks({ rating }: Pick<CasePolicy, 'rating'>, text: string): boolean {
  return rating.thanks.some((phrase) => wordsOf(phrase) === wordsOf(text));
}

/** Only the words, in lower case: punctuation, emoji and blanks do not matter. */
function wordsOf(text: string): string {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  return (words ?? []).join(' ');
}
