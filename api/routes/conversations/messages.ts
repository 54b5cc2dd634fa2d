import Type from 'typebox';
import { listMessages } from '../../../db/read/messages.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { decodeCursor, pageOf } from '../../server/pages.ts';
import { invalid } from '../../server/errors.ts';
import { refuseBlank } from '../../server/given-values.ts';
import { BODY_BYTES } from '../../plugins/body-limits.ts';
import { ConversationParams, MessageBody, MessageList, SentMessage } from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import { Ref } from '../../schemas/shared.ts';
import { messageView } from '../../views/conversation-view.ts';
import { contribute } from './contribution.ts';

const PAGE = 200;
// Message numbers are 32-bit integers.
const MOST = 2_147_483_647;

const write = {
  config: { access: 'conversation.write', limit: 'message' },
  // A text of MAX_TEXT_LENGTH, with every letter escaped as two halves.
  bodyLimit: 4 * BODY_BYTES,
  schema: {
    tags: ['conversations'],
    summary: 'Write as the customer or as the assignee; the same clientMessageId again answers 200 with the first',
    description:
      'Either `text` or `choice`. Free text while buttons are shown is kept, and the buttons come again. A customer who writes to a closed conversation begins a new one (CDEK-24): the answer then carries its id as `conversationId` and `opened`, and the same token opens it. While the rating is open a text that is only a score rates instead (`rated`), and a bare thank-you opens nothing; both stay in the closed conversation. Staff who are not the assignee get `not-assignee`.',
    params: ConversationParams,
    body: MessageBody,
    response: { 200: Ref(SentMessage), 201: Ref(SentMessage), ...problems(400, 401, 403, 404, 409, 410, 422, 429) },
  },
} as const;

const list = {
  config: { access: 'conversation.read-messages' },
  schema: {
    tags: ['conversations'],
    summary: 'The messages, oldest first; a supervisor reading them leaves an audit row',
    description:
      'By number: ask with `afterSeq` for what came after the last message that you have. Before a request is accepted only its customer and its supervisors read it (CDEK-20).',
    params: ConversationParams,
    querystring: Type.Object({
      afterSeq: Type.Integer({
        minimum: 0,
        maximum: MOST,
        default: 0,
        description: 'Only messages with a higher number',
      }),
      cursor: Type.Optional(Type.String({ maxLength: 500, description: 'nextCursor of the page before' })),
      limit: Type.Integer({ minimum: 1, maximum: 1_000, default: PAGE }),
    }),
    response: { 200: MessageList, ...problems(400, 401, 403, 404, 410) },
  },
} as const;

export async function messageRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/conversations/:id/messages', write, async (request, reply) => {
    const { actor, body } = request;
    const contribution = { input: contentOf(body), clientMessageId: body.clientMessageId ?? null };
    const at = toInstant(app.clock.now());
    const outcome = await contribute(request, contribution, at);
    if ('first' in outcome) return reply.code(200).send({ ...messageView(outcome.first, actor), ...outcome.meant });
    const { message, workflowId, rated = null, opened = null } = outcome.added;
    if (workflowId !== null) void app.cases.deliver(workflowId);
    return reply.code(201).send({ ...messageView(message, actor), rated, opened });
  });

  app.get('/v1/conversations/:id/messages', list, async (request) => {
    const { afterSeq, cursor, limit } = request.query;
    const [after = `${afterSeq}`] = cursor === undefined ? [] : decodeCursor(cursor, 'number');
    const found = await listMessages(request.em, request.params.id, {
      afterSeq: Math.min(Number(after), MOST),
      limit: limit + 1,
    });
    await request.auditViewing('conversation.read-messages');
    const { items, nextCursor } = pageOf(found, limit, ({ seq }) => [`${seq}`]);
    return { items: items.map((record) => messageView(record, request.actor)), nextCursor };
  });
}

type Content = { kind: 'text'; text: string } | { kind: 'choice'; choice: string };

function contentOf({ text, choice }: { text?: string; choice?: string }): Content {
  if (choice !== undefined && text === undefined) return { kind: 'choice', choice };
  if (text === undefined || choice !== undefined) invalid('/', 'give either a text or a choice');
  refuseBlank('/text', text);
  return { kind: 'text', text };
}
