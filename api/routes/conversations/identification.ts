// The running case is not told of a correction: a number is not a stage.
import type { FastifyRequest } from 'fastify';
import type { Em } from '../../../db/orm.ts';
import { type ConversationRecord, readConversation } from '../../../db/read/conversations.ts';
import { audit } from '../../../db/write/audit.ts';
import { lockCase } from '../../../db/write/case-lock.ts';
import { writeAnswers } from '../../../db/write/conversations.ts';
import { emitLiveEvents } from '../../../db/write/live-events.ts';
import { appendTimeline } from '../../../db/write/timeline.ts';
import { actorName } from '../../../domain/access/actor.ts';
import { verdictOnConversation } from '../../../domain/access/route-access.ts';
import { type Instant, toInstant } from '../../../domain/calendar/instant.ts';
import { refusalOfCorrection } from '../../../domain/conversation/identification.ts';
import {
  answerFrom,
  answersOf,
  type GivenAnswer,
  keptAnswers,
  nextQuestion,
  questionNamed,
  withAnswer,
} from '../../../domain/conversation/questions.ts';
import { refusal } from '../../../domain/refusal.ts';
import { ConversationParams, ConversationView, IdentificationBody } from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import { Ref } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { notFound, refuse } from '../../server/errors.ts';
import { refuseBlank } from '../../server/given-values.ts';
import { conversationView, policyOf } from '../../views/conversation-view.ts';
import { continueConversation } from './continue-conversation.ts';

const identify = {
  config: { access: 'conversation.identify', limit: 'message' },
  schema: {
    tags: ['conversations'],
    summary: 'Correct the contract number or INN, or another answer of the intake',
    description:
      'CDEK-05. The customer until closing (`conversation-closed` afterwards); the assignee and the supervisors also later. Read as an answer to the bot’s question is, by the program’s check: where the program asks for INNs, an INN by its check digits, whatever it is written with, or else a contract number; where it has a pattern, a text that does not fit is `number-unfit`. `question` says which answer it is, where the program asks several questions; `question-unknown` without it, or where there is no such question. While the bot still asks that question, this is the answer. Leaves a timeline entry that says what stood there before; the same number again changes nothing.',
    params: ConversationParams,
    body: IdentificationBody,
    response: { 200: Ref(ConversationView), ...problems(400, 401, 403, 404, 409, 410, 422, 429) },
  },
} as const;

export async function identificationRoutes(app: CarelineApp): Promise<void> {
  app.put('/v1/conversations/:id/identification', identify, async (request) => {
    const { em, actor, body } = request;
    refuseBlank('/text', body.text);
    const at = toInstant(app.clock.now());
    const { id } = request.conversation;
    await em.transactional((tx) => correct(tx, request, body, at));
    return conversationView((await readConversation(em, id, actorName(actor))) ?? notFound(), actor, at);
  });
}

/** Runs under the case's lock, so that a simultaneous close, transfer or correction comes before or after. */
async function correct(em: Em, request: FastifyRequest, given: Given, at: Instant): Promise<void> {
  const { actor, conversation } = request;
  const locks = actor.kind === 'customer' ? [conversation.customerId] : [];
  await lockCase(em, ...locks, conversation.id);
  const record = (await readConversation(em, conversation.id, null)) ?? notFound();
  const verdict = verdictOnConversation(policyOf(record.program), 'conversation.identify', actor, record);
  if (verdict.kind === 'refused') refuse(verdict.refusal);
  if (verdict.kind !== 'open') notFound();
  const refused = refusalOfCorrection(actor.kind === 'customer' ? 'customer' : 'staff', record.stage);
  if (refused !== null) refuse(refused);
  if (isAwaited(record, given)) await answer(em, record, given.text, at);
  else await replace(em, record, { ...given, by: actorName(actor) }, at);
}

type Given = { text: string; question?: string };

/** True while the bot waits for this answer. */
function isAwaited(record: ConversationRecord, { question }: Given): boolean {
  if (record.intakeStep !== 'identification') return false;
  const policy = policyOf(record.program);
  const awaited = nextQuestion(policy, answersOf(policy, record));
  return awaited !== null && (question === undefined || question === awaited.id);
}

// The bot's question is still open, so this number is its answer: otherwise the bot would go on waiting.
async function answer(em: Em, record: ConversationRecord, text: string, at: Instant): Promise<void> {
  const outcome = await continueConversation(em, record.id, { input: { kind: 'text', text }, dedupeKey: null }, at);
  if ('code' in outcome) refuse(outcome);
}

async function replace(em: Em, record: ConversationRecord, asked: Given & { by: string }, at: Instant): Promise<void> {
  const { id: caseId, program } = record;
  const { text, by } = asked;
  const policy = record.policy ?? policyOf(program);
  const given = answersOf(policy, record);
  const question = questionNamed(policy, given, asked.question);
  if (question === null) refuse(refusal('question-unknown', 'name one of the questions that this conversation has'));
  const corrected = answerFrom(policy, question, text);
  if (corrected === null) refuse(refusal('number-unfit', 'the program asks for another number'));
  const before = given.find((one) => one.question === question.id);
  if (before?.value === corrected.value && before.inn === corrected.inn) return;
  await writeAnswers(em, caseId, keptAnswers(withAnswer(given, corrected)));
  const rule = policy.rules.identified;
  const which = policy.questions === undefined ? {} : { question: question.id };
  const details = { ...which, before: told(before), after: told(corrected) };
  await appendTimeline(em, caseId, [{ at, what: 'identification-corrected', by, rule, details }]);
  // The audit trail outlives the request, so it says who and when; the numbers are deleted with the request.
  if (by !== 'customer')
    await audit(em, { at, actor: by, action: 'conversation.identification-corrected', program, caseId });
  await emitLiveEvents(em, at, [{ kind: 'conversation', program, caseId }]);
}

// A contract number is any text of a customer, up to a whole message.
const LONGEST_TOLD = 100;

function told(answer: GivenAnswer | undefined): string | null {
  return answer === undefined ? null : [...answer.value].slice(0, LONGEST_TOLD).join('');
}
