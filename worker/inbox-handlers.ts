import { accountEvents } from '../activities/inbox-accounts.ts';
import { moneyArrives, paidAtFawry, paidAtPaymob } from '../activities/inbox-payments.ts';
import { mailReported, messageReported } from '../activities/inbox-messages.ts';
import { helpdeskChanged } from '../activities/inbox-tickets.ts';
import { type VendorSettings, vendorsOf } from '../platform/vendor-settings.ts';
import { failureNotice } from '../workflows/contract.ts';
import { paymentNotice } from '../workflows/service-package/contract.ts';
import type { InboxHandlers } from './inbox-relay.ts';

/** Handlers by the source that the webhook stores: a provider of the installation, or a program's own account. */
export function inboxHandlers(settings: VendorSettings): InboxHandlers {
  const own = new Map([
    ['paymob', moneyArrives(paidAtPaymob(vendorsOf(settings).paymob), paymentNotice)],
    ['fawry', moneyArrives(paidAtFawry(), paymentNotice)],
    ['twilio', messageReported(null, failureNotice)],
    ['mail', mailReported(failureNotice)],
    ['freshdesk', helpdeskChanged(null)],
  ]);
  const notices = { payment: paymentNotice, failure: failureNotice };
  return { get: (source) => own.get(source) ?? accountEvents(source, settings, notices) };
}
