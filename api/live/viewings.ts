// A supervisor who gets messages leaves one audit row for each stream and conversation.
import type { Orm } from '../../db/orm.ts';
import type { LiveEventRecord } from '../../db/read/live-events.ts';
import { audit, type AuditEntry } from '../../db/write/audit.ts';
import type { Actor } from '../../domain/access/actor.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import type { Clock } from '../../platform/clock.ts';
import { auditOfViewing } from '../cases/viewing.ts';

/** Writes the audit rows for events about to be sent to a reader; `null` when there is nothing to wait for, as almost always. */
export type Viewings = (actor: Actor, told: readonly { event: LiveEventRecord }[]) => Promise<void> | null;

export function viewingsOf(orm: Orm, clock: Clock): Viewings {
  const audited = new Set<string>();
  return (actor, told) => {
    if (actor.kind !== 'staff' || told.length === 0) return null;
    const entries = told.flatMap(({ event }) => {
      const entry = audited.has(event.caseId) ? null : entryFor(actor, event, clock);
      if (entry !== null) audited.add(event.caseId);
      return entry ?? [];
    });
    return entries.length === 0 ? null : write(orm, entries);
  };
}

function entryFor(
  actor: Actor,
  { kind, facts, caseId: id, program }: LiveEventRecord,
  clock: Clock,
): AuditEntry | null {
  if (kind !== 'message' || facts === null) return null;
  const viewed = { id, program, ...facts, details: { part: 'stream' } } as const;
  return auditOfViewing(actor, 'conversation.read-messages', viewed, toInstant(clock.now()));
}

async function write(orm: Orm, entries: readonly AuditEntry[]): Promise<void> {
  const em = orm.em.fork();
  for (const entry of entries) await audit(em, entry);
}
