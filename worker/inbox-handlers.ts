// Owns the table of who acts on which provider's events. Refuses to act itself.
import { moneyArrives, paidAtFawry, paidAtPaymob } from '../activities/inbox-payments.ts';
import { helpdeskChanged, messageReported } from '../activities/inbox-reports.ts';
import { type VendorSettings, vendorsOf } from '../platform/vendor-settings.ts';
import { paymentNotice } from '../workflows/service-package/contract.ts';
import type { InboxHandlers } from './inbox-relay.ts';

/** By the source under which the webhook keeps them; a new provider is a line here. */
export function inboxHandlers(settings: VendorSettings): InboxHandlers {
  return new Map([
    ['paymob', moneyArrives(paidAtPaymob(vendorsOf(settings).paymob), paymentNotice)],
    ['fawry', moneyArrives(paidAtFawry, paymentNotice)],
    ['twilio', messageReported],
    ['freshdesk', helpdeskChanged],
  ]);
}
