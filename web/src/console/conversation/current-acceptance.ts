import type { Conversation, Timeline } from '../../shared/wire.ts';

const taking = ['accepted', 'assigned'];

/** The time of the present acceptance: the latest one after a transfer, `null` while the conversation waits. */
export function currentAcceptance({ stage }: Pick<Conversation, 'stage'>, past: Timeline['past']): string | null {
  if (stage !== 'assigned' && stage !== 'closed') return null;
  return past.findLast(({ what }) => taking.includes(what))?.at ?? null;
}
