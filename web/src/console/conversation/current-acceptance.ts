// Owns when the request was accepted by whoever has it now: nothing while it waits, the latest after a transfer.
import type { Conversation, Timeline } from '../../shared/wire.ts';

const taking = ['accepted', 'assigned'];

/** The instant of the present acceptance, or `null` where there is none. */
export function currentAcceptance({ stage }: Pick<Conversation, 'stage'>, past: Timeline['past']): string | null {
  if (stage !== 'assigned' && stage !== 'closed') return null;
  return past.findLast(({ what }) => taking.includes(what))?.at ?? null;
}
