import type { Instant } from '../../domain/calendar/instant.ts';
import type { Absence } from '../../domain/conversation/absence.ts';
import { QueueAbsence } from '../entities/people.ts';
import type { Em } from '../orm.ts';

export type QueueName = { program: string; queue: string };

/** Sets the absence of a queue and replaces an earlier one. */
export async function writeAbsence(
  em: Em,
  { program, queue }: QueueName,
  { from, until, substituteName, substitutePhone }: Absence,
  { by, at }: { by: string; at: Instant },
): Promise<void> {
  const absence = { from, until, substituteName, substitutePhone, setBy: by, setAt: at };
  await em.upsert(QueueAbsence, { program, queue, ...absence });
}

/** Clears the absence of a queue. Returns whether there was one. */
export async function deleteAbsence(em: Em, { program, queue }: QueueName): Promise<boolean> {
  return (await em.nativeDelete(QueueAbsence, { program, queue })) > 0;
}
