// Bodies hold personal data, so the board does not show them.
import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { instantOf, rows, sql } from '../sql.ts';

export type QuarantinedEvent = {
  id: number;
  source: string;
  eventId: string;
  caseId: string | null;
  receivedAt: Instant;
  quarantinedAt: Instant;
  lastError: string | null;
};

/** Quarantined events, oldest first. */
export async function quarantinedEvents(em: Em, limit: number): Promise<QuarantinedEvent[]> {
  const found = await rows<QuarantinedEvent>(
    em,
    sql`select id, source, event_id as "eventId", case_id as "caseId", received_at as "receivedAt",
        quarantined_at as "quarantinedAt", last_error as "lastError"
      from inbox where quarantined_at is not null order by quarantined_at, id limit ${limit}`,
  );
  return found.map((event) => ({
    ...event,
    receivedAt: instantOf(event.receivedAt),
    quarantinedAt: instantOf(event.quarantinedAt),
  }));
}
