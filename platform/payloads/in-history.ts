// Owns the finding of every payload in a history, whatever it belongs to.
import type { Payload } from '@temporalio/common';

export type FoundPayload = { eventId: number; path: string; payload: Payload };

type Event = { eventId?: unknown };

/** In the order of the events. `path`: where in its event. */
export function payloadsIn({ events }: { events?: readonly Event[] | null }): FoundPayload[] {
  return (events ?? []).flatMap((event) =>
    below(event, '').map((found) => ({ ...found, eventId: Number(event.eventId) })),
  );
}

function below(value: unknown, path: string): Omit<FoundPayload, 'eventId'>[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  const { encoding } = (value as Payload).metadata ?? {};
  if (encoding instanceof Uint8Array) return [{ path, payload: value as Payload }];
  return Object.entries(value).flatMap(([name, inner]) => below(inner, path === '' ? name : `${path}.${name}`));
}
