// The proof that the clock did not move: everything recorded since the last rest is dated between that rest and now.
import type pg from 'pg';
import type { Clock } from '../../platform/clock.ts';
import { SystemError } from '../runner/system.ts';
import { milliseconds } from './happenings.ts';

const RECORDED = `
select id::int, case_id, what, ${milliseconds('at')} as at from timeline_entries where id > $1 order by id`;

type Recorded = { id: number; case_id: string; what: string; at: number };

/**
 * Returns a check to call at each rest. Without it a machine under load could make a correct process fail its
 * rehearsal, or a wrong one pass.
 * @throws SystemError when the clock moved
 */
export function standstill(client: pg.Client, clock: Clock): () => Promise<void> {
  let lastEntry = 0;
  let rested = clock.now().getTime();
  return async () => {
    const now = clock.now().getTime();
    const { rows } = await client.query<Recorded>(RECORDED, [lastEntry]);
    const misdated = rows.find(({ at }) => at < rested || at > now);
    if (misdated !== undefined) throw new SystemError(complaint(misdated, misdated.at > now ? now : rested));
    lastEntry = rows.at(-1)?.id ?? lastEntry;
    rested = now;
  };
}

function complaint({ what, case_id: caseId, at }: Recorded, bound: number): string {
  const seconds = Math.abs(at - bound) / 1000;
  const far = `${seconds} s ${at > bound ? 'later' : 'earlier'} than ${instant(bound)}`;
  return (
    `the clock did not stand still: "${what}" of case ${caseId} is dated ${instant(at)}, ${far}, ` +
    'so nothing from here on can be trusted. Play the file again on a machine with less to do, ' +
    'or leave more time between this step and what is due next.'
  );
}

function instant(at: number): string {
  return new Date(at).toISOString();
}
