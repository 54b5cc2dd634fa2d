// Owns what several tickets can be closed with together (FK-22).
import type { Ticket } from '../../shared/wire.ts';

/** What may end every one that can be closed; a booking is one customer's. */
export function resultsOfAll(tickets: readonly Pick<Ticket, 'may' | 'results'>[]): string[] {
  const closable = tickets.filter(({ may }) => may.includes('close'));
  const [first] = closable;
  const isOfAll = (result: string) => closable.every(({ results }) => results.includes(result));
  return first === undefined ? [] : first.results.filter((result) => result !== 'booked' && isOfAll(result));
}
