import type { Held, Standing } from '../../domain/access/held.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { processNamed } from '../../domain/processes.ts';
import { contractOf } from '../contract.ts';

/**
 * The outbox entry that asks a case to take back a person's work after they have left. Its key is the same while the
 * work is in the same hands. The update id includes the time, because a case refuses a refused id for ever.
 */
export function giveBackEntry(held: Held, { login, how }: Pick<Standing, 'login' | 'how'>, askedAt: Instant) {
  const process = processNamed(held.process);
  const leaving = { by: { login, roles: [] }, because: 'left', how } as const;
  const { id, version, caseId, program, key } = held;
  const asked = { command: process.holding.giveBack(key, leaving), askedAt };
  return contractOf(process).ask({ caseId, program }, asked, {
    key: `update/give-back/${id}/${version}`,
    updateId: `give-back/${id}/${version}/${askedAt}`,
  });
}
