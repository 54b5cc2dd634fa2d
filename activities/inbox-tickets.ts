import { type Reporter, ticketAtHelpdesk } from '../db/read/event-cases.ts';
import { emitLiveEvents } from '../db/write/live-events.ts';
import { appendTimeline } from '../db/write/timeline.ts';
import type { FreshdeskEvent } from '../vendors/freshdesk/freshdesk-webhook.ts';
import type { ActOn } from './inbox-payments.ts';

// Freshdesk's own words, in an English account; other words are shown unchanged.
const STATUSES: Readonly<Record<string, string>> = {
  Open: 'open',
  'Waiting on Customer': 'waiting-on-customer',
  Resolved: 'resolved',
  Closed: 'closed',
};

/**
 * A ticket was changed at the help desk. Ours stays as it is, because closing needs a result that is chosen here; its
 * timeline shows the difference. A repeat of our own change says nothing new.
 */
export function helpdeskChanged(reporter: Reporter): ActOn {
  return async (em, event, at) => {
    const { ticketId, status } = event.body as FreshdeskEvent;
    const ticket = await ticketAtHelpdesk(em, ticketId, reporter);
    if (ticket === null || STATUSES[status] === ticket.status) return;
    const { caseId, id, key, program } = ticket;
    const details = { ticket: key, status: STATUSES[status] ?? status };
    await appendTimeline(em, caseId, [{ at, what: 'helpdesk-differs', by: 'helpdesk', rule: null, details }]);
    await emitLiveEvents(em, at, [{ kind: 'ticket', program, caseId: id }]);
  };
}
