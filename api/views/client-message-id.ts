// A message is stored once per key: its sender and the sender's own id for it.
import type { Actor } from '../../domain/access/actor.ts';

const KEY = /^(?:customer|staff:.*?):[\da-f-]{36}:(.*)$/su;

/**
 * An agent's id is unique within the conversation, a customer's over all their conversations. `null` without a client
 * id.
 */
export function dedupeKeyOf(
  actor: Actor,
  { id, customerId }: { id: string; customerId: string },
  clientMessageId: string | null,
): string | null {
  if (clientMessageId === null) return null;
  const sender = actor.kind === 'staff' ? `staff:${actor.login}:${id}` : `customer:${customerId}`;
  return `${sender}:${clientMessageId}`;
}

/** The sender's own id inside a key of `dedupeKeyOf`. */
export function clientMessageIdIn(dedupeKey: string | null): string | null {
  return dedupeKey === null ? null : (KEY.exec(dedupeKey)?.[1] ?? null);
}
