// Owns the messages of a conversation over HTTP: writing one as its customer or its assignee, and reading them.
import { randomUUID } from 'node:crypto';
import Type from 'typebox';
import { listMessages, readMessage, readMessageByDedupeKey } from '../../../db/read/messages.ts';
import { lockConversation } from '../../../db/write/conversation-lock.ts';
import { appendMessages } from '../../../db/write/messages.ts';
import { readConversation } from '../../../db/read/conversations.ts';
import type { Em } from '../../../db/orm.ts';
import { type Instant, toInstant } from '../../../domain/calendar/instant.ts';
import { maskCardNumbers } from '../../../domain/conversation/card-number.ts';
import { isBlank } from '../../../domain/conversation/disposition.ts';
import { type Refusal, refusal } from '../../../domain/refusal.ts';
import type { CarelineApp } from '../../app.ts';
import { invalid, refuse } from '../../errors.ts';
import { ConversationParams, MessageBody, MessageList, MessageView } from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import { Ref } from '../../schemas/shared.ts';
import { messageView } from '../../views/conversation-view.ts';
import { type Continued, continueConversation } from './continue-conversation.ts';

const PAGE = 200;

export async function messageRoutes(app: CarelineApp): Promise<void> {
  app.post(
    '/v1/conversations/:id/messages',
    {
      config: { access: 'conversation.write' },
      schema: {
        tags: ['conversations'],
        summary: 'Write as the customer or as the assignee; the same clientMessageId again answers 200 with the first',
        params: ConversationParams,
        body: MessageBody,
        response: { 200: Ref(MessageView), 201: Ref(MessageView), ...problems(400, 401, 403, 404, 409, 422) },
      },
    },
    async (request, reply) => {
      const { actor, em, body } = request;
      const { id } = request.params;
      const content = contentOf(body);
      const author = actor.kind === 'staff' ? `staff:${actor.login}:${id}` : `customer:${request.conversation.customerId}`;
      const dedupeKey = body.clientMessageId === undefined ? null : `${author}:${body.clientMessageId}`;
      const at = toInstant(app.clock.now());
      const outcome = await em.transactional(async (tx) => {
        await lockConversation(tx, id);
        const first = dedupeKey === null ? null : await readMessageByDedupeKey(tx, dedupeKey);
        if (first !== null) return { first };
        if (actor.kind === 'customer') return continueConversation(tx, id, { input: content, dedupeKey }, at);
        return content.kind === 'text'
          ? writeAsAgent(tx, id, { login: request.staff.login, text: content.text, dedupeKey }, at)
          : refusal('choice-not-offered', 'only the customer chooses');
      });
      if ('code' in outcome) refuse(outcome);
      if ('first' in outcome) return reply.code(200).send(messageView(outcome.first, actor));
      if (outcome.workflowId !== null) void app.cases.deliver(outcome.workflowId);
      const stored = await readMessage(em, outcome.messageId);
      if (stored === null) throw new Error(`message ${outcome.messageId} was not stored`);
      return reply.code(201).send(messageView(stored, actor));
    },
  );

  app.get(
    '/v1/conversations/:id/messages',
    {
      config: { access: 'conversation.read-messages' },
      schema: {
        tags: ['conversations'],
        summary: 'The messages, oldest first; a supervisor reading them leaves an audit row',
        params: ConversationParams,
        querystring: Type.Object({
          afterSeq: Type.Integer({ minimum: 0, default: 0 }),
          limit: Type.Integer({ minimum: 1, maximum: 1_000, default: PAGE }),
        }),
        response: { 200: MessageList, ...problems(400, 401, 403, 404) },
      },
    },
    async (request) => {
      const { afterSeq, limit } = request.query;
      const found = await listMessages(request.em, request.params.id, { afterSeq, limit });
      const last = found.length === limit ? found.at(-1) : undefined;
      await request.auditViewing('conversation.read-messages');
      return { items: found.map((record) => messageView(record, request.actor)), nextCursor: last ? `${last.seq}` : null };
    },
  );
}

type Content = { kind: 'text'; text: string } | { kind: 'choice'; choice: string };

function contentOf({ text, choice }: { text?: string; choice?: string }): Content {
  if ((text === undefined) === (choice === undefined)) {
    invalid('/', 'give either a text or a choice');
  }
  if (choice !== undefined) return { kind: 'choice', choice };
  if (text === undefined || isBlank(text)) {
    invalid('/text', 'the text is blank');
  }
  return { kind: 'text', text };
}

type AgentMessage = { login: string; text: string; dedupeKey: string | null };

/** The assignee's answer. The record is read again under the lock: it may have been closed or moved meanwhile. */
export async function writeAsAgent(
  em: Em,
  id: string,
  { login, text, dedupeKey }: AgentMessage,
  at: Instant,
): Promise<Continued | Refusal> {
  const record = await readConversation(em, id, login);
  if (record?.stage === 'closed') return refusal('conversation-closed', 'the conversation is closed');
  if (record?.assignee !== login) {
    return refusal('not-assignee', 'only the person who has accepted it may do this', {
      assignee: record?.assignee ?? null,
    });
  }
  const messageId = randomUUID();
  const masked = maskCardNumbers(text);
  await appendMessages(em, id, at, [
    { id: messageId, author: 'agent', login, text: masked, choices: null, textId: null, dedupeKey },
  ]);
  return { messageId, conversationId: id, workflowId: null };
}
