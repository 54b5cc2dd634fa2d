// A note is written before the case is asked, deleted if the case refuses, and stays one note however often the request
// repeats.
import { dropNote, writeNote } from '../db/write/timeline.ts';
import { isBlank } from '../domain/conversation/disposition.ts';
import { askCase, type Asking, type Question } from './ask-case.ts';
import { RefusedError } from './errors.ts';
import { repeatableId } from './ids.ts';

/** A person's words about a case. */
export type Words = { by: string; text: string | undefined };

/** Makes the question from the note's id; `null` when the text has no visible characters. */
export type QuestionWithNote = (noteId: string | null) => Question | Promise<Question>;

/** Asks a case for a move with a note beside it. @throws RefusedError, OutcomeUnknownError */
export async function askWithNote(asking: Asking, { by, text }: Words, questionWith: QuestionWithNote): Promise<void> {
  // A repeated request has the same note id, as it has the same update id.
  const noteId = text === undefined || isBlank(text) ? null : repeatableId(asking.updateId);
  const question = await questionWith(noteId);
  const { caseId, input, early } = question;
  if (early === null && noteId !== null && text !== undefined) {
    await writeNote(asking.em, { id: noteId, caseId, by, text }, input.askedAt);
  }
  try {
    await askCase(asking, question);
  } catch (error) {
    if (noteId !== null && error instanceof RefusedError) await dropNote(asking.em, noteId);
    throw error;
  }
}
