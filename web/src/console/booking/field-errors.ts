// The server's English words are not shown: each refusal has a text of its own.
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';
import { exampleMoney } from '../data/spoken-money.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import type { Field } from './draft.ts';

const ofCodes: Readonly<Record<string, Field>> = {
  'catalogue-item-differs': 'item',
  'catalogue-item-required': 'item',
  'catalogue-item-unknown': 'item',
  'collection-required': 'collectAt',
  'collection-time-unfit': 'collectAt',
  'currency-refused': 'price',
  'no-visits-left': 'visits',
  'outside-validity': 'visits',
  'payment-method-refused': 'payment',
  'price-outside-limits': 'price',
  'too-far-ahead': 'visits',
  'visit-in-past': 'visits',
};

const ofPaths: readonly [start: string, field: Field][] = [
  ['/customer/name', 'name'],
  ['/customer/phone', 'phone'],
  ['/customer/address', 'address'],
  ['/visits', 'visits'],
  ['/catalogueItem', 'item'],
  ['/priceMinor', 'price'],
  ['/payment', 'payment'],
  ['/collection/address', 'collectAddress'],
  ['/collection', 'collectAt'],
];

function fieldsOf({ code, details }: Problem): Field[] {
  const field = ofCodes[code];
  if (field !== undefined) return [field];
  const errors = Array.isArray(details['errors']) ? (details['errors'] as { path?: unknown }[]) : [];
  return errors.flatMap(({ path }) => ofPaths.find(([start]) => `${path}`.startsWith(start))?.[1] ?? []);
}

export type FieldErrors = {
  at: (field: Field) => string | undefined;
  /** The start of the refused visit, if the refusal names one. */
  visit: string | null;
  rest: string | null;
};

/** `lacking` are the empty fields, once the person has tried to send; `currency` is that of the price. */
export function useFieldErrors(problem: Problem | null, lacking: readonly Field[], currency: string): FieldErrors {
  const { t } = useTranslation();
  const speak = useSpokenProblem();
  const refused = problem === null ? [] : fieldsOf(problem);
  const missing = (field: Field) => t(`booking.missing.${field}`, { example: exampleMoney(currency) });
  return {
    at: (field) => {
      if (lacking.includes(field)) return missing(field);
      if (problem === null || !refused.includes(field)) return undefined;
      return problem.code === 'invalid-request' ? missing(field) : speak(problem);
    },
    visit: problem?.code === 'too-far-ahead' ? `${problem.details['firstVisitAt']}` : null,
    rest: problem !== null && problem.code !== 'not-booked' && refused.length === 0 ? speak(problem) : null,
  };
}
