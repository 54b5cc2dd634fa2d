import type { Ticket } from '../../shared/wire.ts';

/** FK-22: results that may close every chosen ticket. A booking is not among them, because it is one customer's. */
export function resultsOfAll(tickets: readonly Pick<Ticket, 'may' | 'results'>[]): string[] {
  const closable = tickets.filter(({ may }) => may.includes('close'));
  const [first] = closable;
  const isOfAll = (result: string) => closable.every(({ results }) => results.includes(result));
  return first === undefined ? [] : first.results.filter((result) => result !== 'booked' && isOfAll(result));
}
