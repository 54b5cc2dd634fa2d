import { accessRefusals } from './access/refusals.ts';
import { conversationRefusals } from './conversation/refusals.ts';
import { packageRefusals } from './service-package/refusals.ts';
import { ticketRefusals } from './ticket/refusals.ts';

export const refusalLists = [accessRefusals, conversationRefusals, ticketRefusals, packageRefusals] as const;

/**
 * The HTTP status of every refusal. `docs/refusals.md` says when each happens; the console has its text in each
 * language.
 */
export const refusalStatuses = { ...accessRefusals, ...conversationRefusals, ...ticketRefusals, ...packageRefusals };

export type RefusalCode = keyof typeof refusalStatuses;

/**
 * Details of a refusal for the caller: instants, ids, words; a list for several things; a boolean for yes or no; minor
 * units and counts as numbers.
 */
export type RefusalDetails = Record<string, string | boolean | number | null | readonly string[]>;

/** A rule has refused, and nothing has changed. Callers see `details` as they are, so they hold no personal data. */
export type Refusal = { code: RefusalCode; message: string; details?: RefusalDetails };

export function refusal(code: RefusalCode, message: string, details?: RefusalDetails): Refusal {
  return details === undefined ? { code, message } : { code, message, details };
}
