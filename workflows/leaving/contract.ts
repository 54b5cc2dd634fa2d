import type { Held, Standing } from '../../domain/access/held.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { processNamed } from '../../domain/processes.ts';
import { contractOf } from '../contract.ts';

/**
 * Asks a case to take back what somebody who has left holds of it, as the outbox carries it: the same however often it is
 * found in the same hands. The update has an id of its own: a case that has said no to an id says it for ever.
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
