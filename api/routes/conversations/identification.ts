// The running case is not told of a correction: a number is not a stage.
import type { FastifyRequest } from 'fastify';
import type { Em } from '../../../db/orm.ts';
import { type ConversationRecord, readConversation } from '../../../db/read/conversations.ts';
import { audit } from '../../../db/write/audit.ts';
import { lockCase } from '../../../db/write/case-lock.ts';
import { writeIdentification } from '../../../db/write/conversations.ts';
import { emitLiveEvents } from '../../../db/write/live-events.ts';
import { appendTimeline } from '../../../db/write/timeline.ts';
import { actorName } from '../../../domain/access/actor.ts';
import { verdictOnConversation } from '../../../domain/access/route-access.ts';
import { type Instant, toInstant } from '../../../domain/calendar/instant.ts';
import {
  identificationCheck,
  identificationFrom,
  refusalOfCorrection,
} from '../../../domain/conversation/identification.ts';
import { refusal } from '../../../domain/refusal.ts';
import { ConversationParams, ConversationView, IdentificationBody } from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import { Ref } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { notFound, refuse } from '../../server/errors.ts';
import { refuseBlank } from '../../server/given-values.ts';
import { conversationView, keptPolicy, policyOf } from '../../views/conversation-view.ts';
import { continueConversation } from './continue-conversation.ts';

const identify = {
  config: { access: 'conversation.identify', limit: 'message' },
  schema: {
    tags: ['conversations'],
    summary: 'Correct the contract number or INN',
    description:
      'CDEK-05. The customer until closing (`conversation-closed` afterwards); the assignee and the supervisors also later. Read as an answer to the bot’s question is, by the program’s check: where the program asks for INNs, an INN by its check digits, whatever it is written with, or else a contract number; where it has a pattern, a text that does not fit is `number-unfit`. While the bot still asks for the number, this is the answer. Leaves a timeline entry that says what stood there before; the same number again changes nothing.',
    params: ConversationParams,
    body: IdentificationBody,
    response: { 200: Ref(ConversationView), ...problems(400, 401, 403, 404, 409, 422, 429) },
  },
} as const;

export async function identificationRoutes(app: CarelineApp): Promise<void> {
  app.put('/v1/conversations/:id/identification', identify, async (request) => {
    const { em, actor, body } = request;
    refuseBlank('/text', body.text);
    const at = toInstant(app.clock.now());
    const { id } = request.conversation;
    await em.transactional((tx) => correct(tx, request, body.text, at));
    return conversationView((await readConversation(em, id, actorName(actor))) ?? notFound(), actor, at);
  });
}

/** Runs under the case's lock, so that a simultaneous close, transfer or correction comes before or after. */
async function correct(em: Em, request: FastifyRequest, text: string, at: Instant): Promise<void> {
  const { actor, conversation } = request;
  const locks = actor.kind === 'customer' ? [conversation.customerId] : [];
  await lockCase(em, ...locks, conversation.id);
  const record = (await readConversation(em, conversation.id, null)) ?? notFound();
  const verdict = verdictOnConversation(policyOf(record.program), 'conversation.identify', actor, record);
  if (verdict.kind === 'refused') refuse(verdict.refusal);
  if (verdict.kind !== 'open') notFound();
  const refused = refusalOfCorrection(actor.kind === 'customer' ? 'customer' : 'staff', record.stage);
  if (refused !== null) refuse(refused);
  if (record.intakeStep === 'identification') await answer(em, record, text, at);
  else await replace(em, record, { text, by: actorName(actor) }, at);
}

// The bot's question is still open, so this number is its answer: otherwise the bot would go on waiting.
async function answer(em: Em, record: ConversationRecord, text: string, at: Instant): Promise<void> {
  const outcome = await continueConversation(em, record.id, { input: { kind: 'text', text }, dedupeKey: null }, at);
  if ('code' in outcome) refuse(outcome);
}

type Given = { text: string; by: string };

async function replace(em: Em, record: ConversationRecord, { text, by }: Given, at: Instant): Promise<void> {
  const { id: caseId, program, contractNumber, inn } = record;
  const identification = identificationFrom(text, identificationCheck(record.policy ?? policyOf(program)));
  if (identification === null) refuse(refusal('number-unfit', 'the program asks for another number'));
  if (identification.contractNumber === contractNumber && identification.inn === inn) return;
  await writeIdentification(em, caseId, identification);
  const rule = keptPolicy(record).rules.identified;
  const details = { before: numberOf({ contractNumber, inn }), after: numberOf(identification) };
  await appendTimeline(em, caseId, [{ at, what: 'identification-corrected', by, rule, details }]);
  // The audit trail outlives the request, so it says who and when; the numbers are deleted with the request.
  if (by !== 'customer')
    await audit(em, { at, actor: by, action: 'conversation.identification-corrected', program, caseId });
  await emitLiveEvents(em, at, [{ kind: 'conversation', program, caseId }]);
}

// A contract number is any text of a customer, up to a whole message.
const LONGEST_TOLD = 100;

function numberOf({ contractNumber, inn }: { contractNumber: string | null; inn: string | null }): string | null {
  return inn ?? (contractNumber === null ? null : [...contractNumber].slice(0, LONGEST_TOLD).join(''));
}
