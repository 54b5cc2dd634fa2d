// Owns with which results a ticket may be closed, and whether one is true (FK-11, FK-22). Refuses to look anything up: it is
// told.
import { type Refusal, refusal } from '../refusal.ts';
import type { ResultNeed, TicketType } from './policy.ts';
import type { TicketState } from './state.ts';

/** What is true of the case of a ticket; a ticket of no process has none of it. An open chase keeps its ticket open. */
export type ResultFacts = Readonly<Record<Exclude<ResultNeed, 'booking'> | 'open-chase', boolean>>;

export const NO_FACTS: ResultFacts = { payment: false, 'planned-visit': false, 'open-chase': false };

/** A result and the case that it names, which whoever asks has found to be a booking of the same contact. */
export type Closing = { result: string | null; caseId?: string | null };

/** Why a ticket is not closed with a result, or `null`: no chase keeps it open, it is one of the type's, and it is true. */
export function refusalOfResult(
  type: TicketType,
  { result, caseId = null }: Closing,
  facts: ResultFacts,
): Refusal | null {
  // That it cannot be closed comes before with what.
  if (isKeptOpen(type, facts)) return refusal('chase-open', 'the package is neither paid nor cancelled');
  if (result === null || !type.results.includes(result)) {
    return refusal('result-required', `closing needs one of the results: ${type.results.join(', ')}`);
  }
  const need = type.resultNeeds?.[result];
  if (need === undefined || (need === 'booking' ? caseId !== null : facts[need])) return null;
  return refusal('result-untrue', 'what this result says has not happened', { result, needs: need });
}

/**
 * The results with which a ticket can be closed now: those that can be true, none of a closed one or of an open chase. One that
 * needs a booking can be true, because the booking is named with it.
 */
export function resultsNow(type: TicketType, { status }: Pick<TicketState, 'status'>, facts: ResultFacts): string[] {
  if (status === 'closed' || isKeptOpen(type, facts)) return [];
  const { results, resultNeeds = {} } = type;
  return results.filter((result) => {
    const need = resultNeeds[result];
    return need === undefined || need === 'booking' || facts[need];
  });
}

// FK-11. An older policy asks nothing of a result, and lets the ticket of a chase be closed.
function isKeptOpen({ resultNeeds }: TicketType, facts: ResultFacts): boolean {
  return facts['open-chase'] && resultNeeds !== undefined;
}
