// Owns what a ticket asks for, by its task. Refuses to know who may do it.
import type { Ticket } from '../../shared/wire.ts';

type Asks = Pick<Ticket, 'task'>;

/** Whether it asks for the record of a visit. */
export const asksForRecord = ({ task }: Asks): boolean => task === 'record-visit';

/** Whether it asks to give the money for visits back. */
export const asksForMoneyBack = ({ task }: Asks): boolean => task === 'refund-visits';

/** Whether it asks for a call: what its process closes by something else does not. */
export const asksForCall = (ticket: Asks): boolean => !asksForRecord(ticket) && !asksForMoneyBack(ticket);
