import { accessRefusals } from './access/refusals.ts';
import { conversationRefusals } from './conversation/refusals.ts';
import { packageRefusals } from './service-package/refusals.ts';
import { ticketRefusals } from './ticket/refusals.ts';

export const refusalLists = [accessRefusals, conversationRefusals, ticketRefusals, packageRefusals] as const;

/** The HTTP status of every refusal. `docs/refusals.md` says when each happens, the console says it in each language. */
export const refusalStatuses = { ...accessRefusals, ...conversationRefusals, ...ticketRefusals, ...packageRefusals };

export type RefusalCode = keyof typeof refusalStatuses;

/** What a refusal adds for the caller: instants, ids, words; a list where it is about several things; yes or no as a boolean. */
export type RefusalDetails = Record<string, string | boolean | null | readonly string[]>;

/** A rule's no: nothing has changed. `details` go to the caller as they are, so they hold no personal data. */
export type Refusal = { code: RefusalCode; message: string; details?: RefusalDetails };

export function refusal(code: RefusalCode, message: string, details?: RefusalDetails): Refusal {
  return details === undefined ? { code, message } : { code, message, details };
}
