import type { EffectChannel } from '../../domain/effect.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';
import { effectColumns, type LedgerEffect } from '../write/effect-row.ts';

/** Unknown effects of some programs, longest in doubt first; all channels by default. */
export async function unknownEffects(
  em: Em,
  wanted: { programs: readonly string[]; channels?: readonly EffectChannel[]; limit: number },
): Promise<LedgerEffect[]> {
  return rows<LedgerEffect>(
    em,
    sql`select ${effectColumns} from outbound_effects
      where status = 'unknown' and program = any(${wanted.programs}::text[])
        and (${wanted.channels ?? null}::text[] is null or channel = any(${wanted.channels ?? null}::text[]))
      order by sent_at, id limit ${wanted.limit}`,
  );
}
