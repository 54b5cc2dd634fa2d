import { vendorsOfAccount } from '../platform/vendor-accounts.ts';
import type { VendorSettings } from '../platform/vendor-settings.ts';
import { accountOf } from '../programs/index.ts';
import { type FailureNotice, messageReported } from './inbox-messages.ts';
import { helpdeskChanged } from './inbox-tickets.ts';
import { type ActOn, moneyArrives, type NoticeOf, paidAtFawry, paidAtPaymob } from './inbox-payments.ts';

/**
 * Acts on an event of a program's own account; `undefined` for a source that is none.
 * @throws Error while the account is not set up here: the event waits
 */
export function accountEvents(
  source: string,
  settings: VendorSettings,
  { payment, failure }: { payment: NoticeOf; failure: FailureNotice },
): ActOn | undefined {
  const [program = '', name] = source.split('/');
  if (name === undefined) return undefined;
  return (em, event, at) => {
    const account = accountOf(program, name);
    const vendors = account === null ? null : vendorsOfAccount(account, settings);
    const own = { program, account: name };
    if (vendors?.paymob) return moneyArrives(paidAtPaymob(vendors.paymob, own), payment)(em, event, at);
    if (vendors?.fawry) return moneyArrives(paidAtFawry(own), payment)(em, event, at);
    if (vendors?.twilio) return messageReported(own, failure)(em, event, at);
    if (vendors?.freshdesk) return helpdeskChanged(own)(em, event, at);
    throw new Error(`the account ${source} is not set up here`);
  };
}
