import type { Held } from '../../domain/access/held.ts';

const MOST_NAMED = 200;

export function heldView(holds: readonly Held[], givesBack: readonly Held[]) {
  return { holds: byKind(holds), givesBack: byKind(givesBack) };
}

function byKind(held: readonly Held[]) {
  const isConversation = ({ process }: Held) => process === 'conversation';
  return {
    conversations: several(held.filter(isConversation)),
    tickets: several(held.filter((one) => !isConversation(one))),
  };
}

function several(held: readonly Held[]) {
  return { count: held.length, ids: held.slice(0, MOST_NAMED).map(({ id }) => id) };
}
