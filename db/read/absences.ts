import type { Absence } from '../../domain/conversation/absence.ts';
import { QueueAbsence } from '../entities/people.ts';
import type { Em } from '../orm.ts';
import { findOne } from '../records.ts';

/** The absence set for a queue, or `null`. It may be past or future. */
export async function readAbsence(em: Em, program: string, queue: string | null): Promise<Absence | null> {
  if (queue === null) return null;
  return findOne(em, QueueAbsence, { program, queue }, ['from', 'until', 'substituteName', 'substitutePhone']);
}
