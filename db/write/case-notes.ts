import type { TimelineEntry } from '../../domain/timetable.ts';
import type { Em } from '../orm.ts';
import { rows, sql } from '../sql.ts';
import { updateInsertion, wasCarriedOut } from './carried-out-updates.ts';
import { auditInsertion } from './case-happening.ts';
import { lockCase } from './case-lock.ts';
import { emitLiveEvents } from './live-events.ts';
import { timelineInsertion, writeNote } from './timeline.ts';

export type CaseNote = {
  /** The subject of the note; people who see it get a live event. */
  about: { kind: 'service-package' | 'ticket'; id: string };
  /** The case whose timeline gets the note. */
  caseId: string;
  process: string;
  program: string;
  text: string;
  entry: TimelineEntry & { noteId: string };
  updateId: string;
};

/** Writes a note, once per request. Must run inside a transaction. */
export async function writeCaseNote(em: Em, note: CaseNote): Promise<void> {
  const { about, caseId, process, program, text, entry, updateId } = note;
  const { at, by, noteId } = entry;
  await lockCase(em, caseId);
  if (await wasCarriedOut(em, { id: updateId, caseId })) return;
  await writeNote(em, { id: noteId, caseId, by, text }, at);
  await rows(
    em,
    sql`with header as (select ${program}::text as program), passed as (${timelineInsertion(caseId, [entry])}),
      audited as (${auditInsertion(caseId, process, [entry])}),
      remembered as (${updateInsertion({ id: updateId, caseId }, at)}) select 1`,
  );
  await emitLiveEvents(em, at, [{ kind: about.kind, program, caseId: about.id }]);
}
