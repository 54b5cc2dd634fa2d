import type { Payload } from '@temporalio/common';

export type FoundPayload = { eventId: number; path: string; payload: Payload };

type Event = { eventId?: unknown };

/** All payloads of a history, in the order of its events. `path` is the place within the event. */
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
