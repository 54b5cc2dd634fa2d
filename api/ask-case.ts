import type { FastifyRequest } from 'fastify';
import { wasCarriedOut } from '../db/write/carried-out-updates.ts';
import { enqueue } from '../db/write/outbox.ts';
import type { Instant } from '../domain/calendar/instant.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { CaseStart, UpdateOutcome } from './cases.ts';
import { OutcomeUnknownError, refuse } from './errors.ts';

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
