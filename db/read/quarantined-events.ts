import type { InferEntity } from '@mikro-orm/core';
import { InboxEntry } from '../entities/platform.ts';
import type { Em } from '../orm.ts';
import { find, type Row } from '../records.ts';

// Bodies hold personal data, so the board does not show them.
const fields = ['id', 'source', 'eventId', 'caseId', 'receivedAt', 'quarantinedAt', 'lastError'] as const;

/** Quarantined events, oldest first. */
export async function quarantinedEvents(
  em: Em,
  limit: number,
): Promise<Row<InferEntity<typeof InboxEntry>, (typeof fields)[number]>[]> {
  const orderBy = { quarantinedAt: 'asc', id: 'asc' } as const;
  return find(em, InboxEntry, { quarantinedAt: { $ne: null } }, fields, { orderBy, limit });
}
