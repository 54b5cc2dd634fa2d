// Providers are asked about requests without a callback, so that an outage on either side loses no money.
// The answer goes into the inbox, as the callback would.
import type { Logger } from 'pino';
import type { Orm } from '../../db/orm.ts';
import { receiveEvent } from '../../db/write/inbox.ts';
import { type AskedRequest, claimInquiries, endInquiries } from '../../db/write/payment-inquiries.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Adapters, paymentAdapters } from './adapters.ts';
import { within } from './call.ts';

export type PaymentInquiryParts = { orm: Orm; clock: Clock; adapters: Adapters; logger: Logger };

const AT_ONCE = 20;

/** Asks about due requests. Returns how many are paid. */
export async function inquirePayments(parts: PaymentInquiryParts): Promise<number> {
  const { orm, clock } = parts;
  const wanted = { at: toInstant(clock.now()), limit: AT_ONCE };
  let paid = 0;
  for (const request of await claimInquiries(orm.em.fork(), wanted)) if (await isPaid(parts, request)) paid += 1;
  return paid;
}

/** If the provider does not answer, it is asked again when the request is next due. */
async function isPaid({ orm, clock, adapters, logger }: PaymentInquiryParts, request: AskedRequest): Promise<boolean> {
  const own = paymentAdapters(adapters, request);
  if (own === null) return false;
  const { open, inquiry } = own;
  if (inquiry === null) {
    await endInquiries(orm.em.fork(), request.id);
    return false;
  }
  const { source, ask } = inquiry;
  try {
    const event = await within(open.callTimeoutMs, (signal) => ask(request, signal));
    if (event === null) return false;
    const received = { source, eventId: event.eventId, caseId: request.caseId, body: event };
    return await receiveEvent(orm.em.fork(), received, toInstant(clock.now()));
  } catch (error) {
    // Only the error's name: its message may quote what the provider sent.
    const name = error instanceof Error ? error.name : 'unknown';
    logger.warn({ source, caseId: request.caseId, error: name }, 'the provider does not say whether it was paid');
    return false;
  }
}
