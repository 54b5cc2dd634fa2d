import type { Ticket } from '../../shared/wire.ts';

type Asks = Pick<Ticket, 'task'>;

export const asksForRecord = ({ task }: Asks): boolean => task === 'record-visit';

export const asksForMoneyBack = ({ task }: Asks): boolean => task === 'refund-visits';

/** Tickets that something else in their process closes ask for no call. */
export const asksForCall = (ticket: Asks): boolean => !asksForRecord(ticket) && !asksForMoneyBack(ticket);
