// The key under which a message is stored once: its sender and the sender's own id of it.
import type { Actor } from '../../domain/access/actor.ts';

const KEY = /^(?:customer|staff:.*?):[\da-f-]{36}:(.*)$/su;

/** An agent's id holds within the conversation, a customer's for all their conversations. `null` where the sender gave none. */
export function dedupeKeyOf(
  actor: Actor,
  { id, customerId }: { id: string; customerId: string },
  clientMessageId: string | null,
): string | null {
  if (clientMessageId === null) return null;
  const sender = actor.kind === 'staff' ? `staff:${actor.login}:${id}` : `customer:${customerId}`;
  return `${sender}:${clientMessageId}`;
}

/** The sender's own id in a key of `dedupeKeyOf`. */
export function clientMessageIdIn(dedupeKey: string | null): string | null {
  return dedupeKey === null ? null : (KEY.exec(dedupeKey)?.[1] ?? null);
}
