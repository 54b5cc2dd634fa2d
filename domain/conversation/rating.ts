import { type Instant, later } from '../calendar/instant.ts';
import { type Refusal, refusal } from '../refusal.ts';
import type { CasePolicy } from './policy.ts';
import type { Stage } from './state.ts';

/** `abandoned`: it ended as an intake, so there is nothing to rate. */
export type RatingFacts = { stage: Stage; closedAt: Instant | null; rating: number | null; abandoned: boolean };

/** The instant from which a rating is too late; `null` while the conversation is open. */
export function ratingOpenUntil(policy: CasePolicy, facts: RatingFacts): Instant | null {
  return facts.closedAt === null || facts.abandoned ? null : later(facts.closedAt, policy.rating.openFor);
}

/** CDEK-17: once, after closing, within the time allowed. */
export function refusalOfRating(policy: CasePolicy, facts: RatingFacts, now: Instant): Refusal | null {
  const until = ratingOpenUntil(policy, facts);
  if (facts.stage !== 'closed' || until === null) return refusal('not-closed', 'it can be rated once it is closed');
  if (facts.rating !== null) return refusal('already-rated', 'it has been rated already');
  return now < until ? null : refusal('rating-over', 'the time for rating is over', { until });
}
