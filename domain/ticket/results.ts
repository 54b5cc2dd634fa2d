import { type Refusal, refusal } from '../refusal.ts';
import type { ResultNeed, TicketType } from './policy.ts';
import type { TicketState } from './state.ts';

/**
 * Facts about a ticket's case; all false for a ticket without a process. An open chase keeps its ticket open.
 * `emptyFields`: the required fields without a value. Only the record knows them, because a running case has no values.
 */
export type ResultFacts = Readonly<Record<Exclude<ResultNeed, 'booking'> | 'open-chase', boolean>> & {
  emptyFields?: readonly string[];
};

export const NO_FACTS: ResultFacts = { payment: false, 'planned-visit': false, 'open-chase': false };

/** A result and its case. The caller has checked that this is a booking of the same contact. */
export type Closing = { result: string | null; caseId?: string | null };

/**
 * Why a ticket cannot be closed with a result, or `null`: it must not be kept open, and the result must fit and be
 * true.
 */
export function refusalOfResult(
  type: TicketType,
  { result, caseId = null }: Closing,
  facts: ResultFacts,
): Refusal | null {
  // If it cannot be closed at all, that is said before anything about the result.
  if (isKeptOpen(type, facts)) return refusal('chase-open', 'the package is neither paid nor cancelled');
  if (result === null || !type.results.includes(result)) {
    return refusal('result-required', `closing needs one of the results: ${type.results.join(', ')}`);
  }
  const need = type.resultNeeds?.[result];
  const isTrue = need === undefined || (need === 'booking' ? caseId !== null : facts[need]);
  if (isTrue) return refusalOfEmptyFields(facts);
  return refusal('result-untrue', 'what this result says has not happened', { result, needs: need });
}

/** Why a ticket whose required fields have no value cannot be closed, or `null`. */
export function refusalOfEmptyFields({ emptyFields = [] }: Pick<ResultFacts, 'emptyFields'>): Refusal | null {
  if (emptyFields.length === 0) return null;
  return refusal('field-required', `fill in ${emptyFields.join(', ')} first`, { fields: emptyFields });
}

/**
 * The results that can be true now (FK-22); none for a closed ticket or an open chase. A result that needs a booking is
 * included, because the booking is named together with it.
 */
export function resultsNow(type: TicketType, { status }: Pick<TicketState, 'status'>, facts: ResultFacts): string[] {
  if (status === 'closed' || isKeptOpen(type, facts)) return [];
  const { results, resultNeeds = {} } = type;
  return results.filter((result) => {
    const need = resultNeeds[result];
    return need === undefined || need === 'booking' || facts[need];
  });
}

// FK-11. An older policy has no conditions for results, and its chase tickets may be closed.
function isKeptOpen({ resultNeeds }: TicketType, facts: ResultFacts): boolean {
  return facts['open-chase'] && resultNeeds !== undefined;
}
