import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { row, sql } from '../sql.ts';
import { emitLiveEvents, type LiveEvent } from './live-events.ts';

/** Tells people who look at the case. Must run in the transaction of the change. */
export async function emitEffectEvent(em: Em, effectId: string, at: Instant): Promise<void> {
  const found = await row<LiveEvent>(
    em,
    sql`select process as kind, program, case_id as "caseId" from outbound_effects
      where id = ${effectId}::uuid`,
  );
  if (found !== null) await emitLiveEvents(em, at, [found]);
}
