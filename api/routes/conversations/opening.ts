import { randomUUID } from 'node:crypto';
import Type from 'typebox';
import { readConversation } from '../../../db/read/conversations.ts';
import { insertConversation, insertCustomer } from '../../../db/write/conversations.ts';
import { appendMessages } from '../../../db/write/messages.ts';
import { appendTimeline } from '../../../db/write/timeline.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { intakeTimetable } from '../../../domain/conversation/intake-clock.ts';
import { firstStep, openingSays } from '../../../domain/conversation/intake.ts';
import { findProgram } from '../../../programs/index.ts';
import { botMessage } from '../../../programs/spoken.ts';
import { hashToken, newCustomerToken } from '../../people/tokens.ts';
import { EmptyBody, OpenedConversation } from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import { Ref } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { notFound } from '../../server/errors.ts';
import { conversationView } from '../../views/conversation-view.ts';

const begin = {
  config: { access: 'anyone', limit: 'open-conversation' },
  schema: {
    tags: ['conversations'],
    summary: 'Begin a conversation as a customer; no login',
    description:
      'Answers with the conversation and `customerToken`, which is shown only this once: send it as a bearer token from then on. The messages include the bot’s greeting. A repeated request with the same `Idempotency-Key` of at least 22 characters (such as a UUID) gets the same token again; with a shorter key another conversation begins.',
    params: Type.Object({ program: Type.String() }),
    body: EmptyBody,
    response: { 201: Ref(OpenedConversation), ...problems(400, 404, 429) },
  },
} as const;

export async function openingRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/programs/:program/conversations', begin, async (request, reply) => {
    const program = findProgram(request.params.program);
    const policy = program?.conversation;
    if (program === undefined || policy === undefined) notFound();
    const at = toInstant(app.clock.now());
    const [id, customerId, token] = [randomUUID(), randomUUID(), newCustomerToken()];
    const greeting = openingSays(policy).map((say) => ({ id: randomUUID(), ...botMessage(program, say) }));
    await request.em.transactional(async (em) => {
      await insertCustomer(em, { id: customerId, program: program.name, tokenHash: hashToken(token) }, at);
      const intake = { intakeStep: firstStep(policy), previousId: null };
      const next = intakeTimetable(policy, { openedAt: at, firstMessageAt: null });
      await insertConversation(em, { id, program: program.name, customerId, ...intake, next }, at);
      await appendMessages(em, id, at, greeting);
      await appendTimeline(em, id, [{ at, what: 'opened', by: 'customer', rule: policy.rules.opened }]);
    });
    const record = await readConversation(request.em, id, null);
    if (record === null) throw new Error(`conversation ${id} was not stored`);
    const customer = { kind: 'customer' as const, customerId, program: program.name };
    return reply.code(201).send({ ...conversationView(record, customer, at), customerToken: token });
  });
}
