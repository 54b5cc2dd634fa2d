import type { TimelineEntry } from '../../domain/timetable.ts';
import type { Em } from '../orm.ts';
import { wasCarriedOut } from './carried-out-updates.ts';
import { writeHappening } from './case-happening.ts';
import { lockCase } from './case-lock.ts';
import { emitLiveEvents } from './live-events.ts';
import { writeNote } from './timeline.ts';

export type CaseNote = {
  /** The subject of the note; people who see it get a live event. */
  about: { kind: string; id: string };
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
  await writeHappening(em, { caseId, process, program }, { at, entries: [entry], next: null, updateId });
  await emitLiveEvents(em, at, [{ kind: about.kind, program, caseId: about.id }]);
}
