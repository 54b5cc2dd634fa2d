// Owns the asking of a running case for a move: refused early where its record says no, one outcome however often the request
// is repeated, 503 where the outcome is not known. Refuses to know which process it is.
import type { FastifyRequest } from 'fastify';
import { wasCarriedOut } from '../db/write/carried-out-updates.ts';
import { enqueue } from '../db/write/outbox.ts';
import type { Instant } from '../domain/calendar/instant.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { CaseStart, UpdateOutcome } from './cases.ts';
import { OutcomeUnknownError, refuse } from './errors.ts';

/**
 * `input` is the update's argument; `early` what the record itself says to it, or `null`; `late` the same once more, for a
 * case whose workflow ends for good.
 */
export type Question = {
  caseId: string;
  workflow: CaseStart | { workflowId: string };
  update: string;
  input: { askedAt: Instant };
  early: Refusal | null;
  late?: () => Promise<Refusal | null>;
};

/** Who asks: a request, or its part that is about one of many cases, with an update id of its own. */
export type Asking = Pick<FastifyRequest, 'em' | 'server' | 'updateId'>;

/**
 * Returns once the case has moved, or had moved already because of this same request.
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

/** What is refused now may be what this same request, whose answer was lost, has done itself: then it has its outcome. */
async function repeated(request: Asking, question: Question, refused: Refusal): Promise<void> {
  if (!(await remindCase(request, question))) refuse(refused);
}

/**
 * Whether this request has moved the record already. If so the relay asks the case for the same update until it knows of
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
