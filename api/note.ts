// Owns what a person writes beside a move: kept before the case is asked, gone when it refuses, one however often asked.
import { dropNote, writeNote } from '../db/write/timeline.ts';
import { isBlank } from '../domain/conversation/disposition.ts';
import { askCase, type Asking, type Question } from './ask-case.ts';
import { RefusedError } from './errors.ts';
import { repeatableId } from './ids.ts';

/** A person's words about a case. */
export type Words = { by: string; text: string | undefined };

/** The note's id in the question; `null` where nothing can be seen in the words. */
export type QuestionWithNote = (noteId: string | null) => Question | Promise<Question>;

/** Asks a case for a move with a note beside it. @throws RefusedError, OutcomeUnknownError */
export async function askWithNote(asking: Asking, { by, text }: Words, questionWith: QuestionWithNote): Promise<void> {
  // The same for a repeated request, as its update is.
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
