// Owns what follows when a provider reports on something that has left the house: the ledger and the console hear of it.
// Refuses to call outside and to move a case.
import { effectIdIn, ticketAtHelpdesk } from '../db/read/event-cases.ts';
import { recordDelivery } from '../db/write/effect-delivery.ts';
import { emitEffectEvent } from '../db/write/effect-events.ts';
import { emitLiveEvents } from '../db/write/live-events.ts';
import { appendTimeline } from '../db/write/timeline.ts';
import type { FreshdeskEvent } from '../vendors/freshdesk/freshdesk-webhook.ts';
import type { MessageStatus } from '../vendors/twilio/message-status.ts';
import type { ActOn } from './inbox-payments.ts';

/** A status of an SMS: it proves that Twilio has accepted it, and tells whether it arrived. */
export const messageReported: ActOn = async (em, event, at) => {
  const { effectId, sid, delivery } = event.body as MessageStatus;
  const known = effectIdIn(effectId);
  if (known === null) return;
  const isNews = await recordDelivery(em, { effectId: known, providerRef: sid, delivery }, at);
  if (isNews) await emitEffectEvent(em, known, at);
};

// Freshdesk's own words, in an English account; any other word is shown as it is.
const STATUSES: Readonly<Record<string, string>> = {
  Open: 'open',
  'Waiting on Customer': 'waiting-on-customer',
  Resolved: 'resolved',
  Closed: 'closed',
};

/**
 * Somebody has changed a ticket at the help desk. Ours stays what it is, since closing one needs a result that is chosen
 * here; that the two differ is told where the ticket is looked at. What the help desk repeats of our own says nothing new.
 */
export const helpdeskChanged: ActOn = async (em, event, at) => {
  const { ticketId, status } = event.body as FreshdeskEvent;
  const ticket = await ticketAtHelpdesk(em, ticketId);
  if (ticket === null || STATUSES[status] === ticket.status) return;
  const { caseId, id, key, program } = ticket;
  const details = { ticket: key, status: STATUSES[status] ?? status };
  await appendTimeline(em, caseId, [{ at, what: 'helpdesk-differs', by: 'helpdesk', rule: null, details }]);
  await emitLiveEvents(em, at, [{ kind: 'ticket', program, caseId: id }]);
};
