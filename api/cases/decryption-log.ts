// The Temporal UI asks for each event of a history separately. A person who reads a case gets one audit row per five
// minutes.
import type { Em } from '../../db/orm.ts';
import { audit, type AuditEntry } from '../../db/write/audit.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import type { Clock } from '../../platform/clock.ts';
import { isUuid } from '../server/given-values.ts';

const ONE_READING_MS = 5 * 60_000;
const MOST_KEPT = 10_000;

type Row = { at: number; written: Promise<void> };

/** Audits whose payloads a person has had decrypted, by workflow id; `null` for payloads without a workflow. */
export function decryptionLog(
  clock: Clock,
): (em: Em, actor: string, workflowIds: readonly (string | null)[]) => Promise<void> {
  const kept = new Map<string, Row>();
  return async (em, actor, workflowIds) => {
    const now = clock.now();
    for (const workflowId of new Set(workflowIds)) {
      const key = JSON.stringify([actor, workflowId]);
      let row = kept.get(key);
      if (row === undefined || row.at + ONE_READING_MS <= now.getTime()) {
        row = { at: now.getTime(), written: audit(em, entryOf(workflowId, actor, now)) };
        keep(kept, key, row);
      }
      // Parallel requests all wait for the one row: without it none of them gets an answer.
      await row.written.catch((error: unknown) => {
        kept.delete(key);
        throw error;
      });
    }
  };
}

function keep(kept: Map<string, Row>, key: string, row: Row): void {
  kept.delete(key);
  kept.set(key, row);
  const oldest = kept.size > MOST_KEPT ? kept.keys().next().value : undefined;
  if (oldest !== undefined) kept.delete(oldest);
}

function entryOf(workflowId: string | null, actor: string, at: Date): AuditEntry {
  const [, program = null, id = ''] = workflowId?.split('/') ?? [];
  const caseId = isUuid(id) ? id : null;
  const about = { program, caseId, reason: 'oversight', details: { workflowId } };
  return { at: toInstant(at), actor, action: 'payloads.decrypted', ...about };
}
