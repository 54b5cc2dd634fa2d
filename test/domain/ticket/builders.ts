import type { Instant } from '../../../domain/calendar/instant.ts';
import { openTicket } from '../../../domain/ticket/moves.ts';
import type { TicketPolicy } from '../../../domain/ticket/policy.ts';
import type { TicketState } from '../../../domain/ticket/state.ts';
import { cairo } from '../service-package/builders.ts';
import { filkhedma } from '../../harness/programs.ts';

/** filkhedma's ticket policy as it ships. */
export function theTicketPolicy(): TicketPolicy {
  if (filkhedma.tickets === undefined) throw new Error('filkhedma has no ticket policy');
  return filkhedma.tickets;
}

/** A follow-up of FK-04, opened on Monday, 3 March 2031, at 10:00 in Cairo. */
export function aTicket(changes: Partial<TicketState> = {}, at: Instant = cairo('2031-03-03 10:00')): TicketState {
  const opening = { id: 't1', type: changes.type ?? 'outbound-sales-request', at };
  return { ...openTicket(theTicketPolicy(), opening, 'cc-1').state, ...changes };
}
