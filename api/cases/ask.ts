import type { FastifyRequest } from 'fastify';
import { wasCarriedOut } from '../../db/write/carried-out-updates.ts';
import { enqueue } from '../../db/write/outbox.ts';
import { dropNote, writeNote } from '../../db/write/timeline.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { isBlank } from '../../domain/conversation/disposition.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { OutcomeUnknownError, RefusedError, refuse } from '../server/errors.ts';
import { repeatableId } from '../server/idempotency-keys.ts';
import type { CaseStart, UpdateOutcome } from './gateway.ts';

/**
 * `input` is the update's argument. `early` is the record's own refusal, or `null`. `late` asks the record once more,
 * for a case whose workflow ends for good.
 */
export type Question = {
  caseId: string;
  workflow: CaseStart | { workflowId: string };
  update: string;
  input: { askedAt: Instant };
  early: Refusal | null;
  late?: () => Promise<Refusal | null>;
};

/** The asking request, or the part of a bulk request that is about one case and has its own update id. */
export type Asking = Pick<FastifyRequest, 'em' | 'server' | 'updateId'>;

/**
 * Asks a running case for a move. Returns once the case has moved, or if this same request had moved it already.
 * @throws RefusedError with the rule's reason; OutcomeUnknownError when no answer came in time
 */
export async function askCase(request: Asking, question: Question): Promise<void> {
  if (question.early !== null) return repeated(request, question, question.early);
  const outcome = await ask(request, question);
  if (outcome.kind === 'done') return;
  if (outcome.kind === 'refused') refuse(outcome.refusal);
  const late = outcome.kind === 'gone' ? ((await question.late?.()) ?? null) : null;
  if (late !== null) return repeated(request, question, late);
  await remindCase(request, question);
  throw new OutcomeUnknownError(request.updateId);
}

function ask({ server: { cases }, updateId }: Asking, { workflow, update, input }: Question): Promise<UpdateOutcome> {
  return 'type' in workflow
    ? cases.updateWithStart(workflow, update, input, updateId)
    : cases.update(workflow.workflowId, update, input, updateId);
}

/**
 * A refusal now may come from what this same request has already done, when its first answer was lost: then it
 * succeeded.
 */
async function repeated(request: Asking, question: Question, refused: Refusal): Promise<void> {
  if (!(await remindCase(request, question))) refuse(refused);
}

/**
 * Tells whether this request has moved the record already. If so, the relay repeats the update until the case knows of
 * it: a Temporal that died in between has forgotten it.
 */
async function remindCase(request: Asking, { caseId, workflow, update, input }: Question): Promise<boolean> {
  const { em, updateId, server } = request;
  if (!(await wasCarriedOut(em, { id: updateId, caseId }))) return false;
  const { workflowId } = workflow;
  const payload = { name: update, input, updateId };
  await enqueue(em, { key: `update/${updateId}`, kind: 'update', workflowId, payload }, input.askedAt);
  void server.cases.deliver(workflowId);
  return true;
}

/** A person's words about a case. */
export type Words = { by: string; text: string | undefined };

/** Makes the question from the note's id; `null` when the text has no visible characters. */
export type QuestionWithNote = (noteId: string | null) => Question | Promise<Question>;

/**
 * Asks a case for a move with a note beside it. The note is written before the case is asked, deleted if the case
 * refuses, and stays one note however often the request repeats. @throws RefusedError, OutcomeUnknownError
 */
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
