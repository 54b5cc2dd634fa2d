import Type from 'typebox';
import { readConversation } from '../../../db/read/conversations.ts';
import { lockCase } from '../../../db/write/case-lock.ts';
import { writeReadMark } from '../../../db/write/conversations.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { refusalOfRating } from '../../../domain/conversation/rating.ts';
import { ConversationParams, ConversationView } from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import { Ref } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { notFound, refuse } from '../../server/errors.ts';
import { conversationView, keptPolicy } from '../../views/conversation-view.ts';
import { recordRating } from './recorded-rating.ts';

const rate = {
  config: { access: 'conversation.rate' },
  schema: {
    tags: ['conversations'],
    summary: 'Rate a closed conversation, once, within the time allowed',
    description:
      '1 is very bad, 5 is very good (CDEK-17). Refused with `not-closed`, with `already-rated` the second time, and with `rating-over` 24 hours after closing; another score is 400.',
    params: ConversationParams,
    body: Type.Object({ score: Type.Integer({ minimum: 1, maximum: 5 }) }, { additionalProperties: false }),
    response: { 200: Ref(ConversationView), ...problems(400, 401, 403, 404, 409, 410) },
  },
} as const;

const markRead = {
  config: { access: 'conversation.read-messages' },
  schema: {
    tags: ['conversations'],
    summary: 'Mark messages as read by you, up to a number',
    description:
      '`seq` is the number of the last message seen. A mark never goes back; `unread` of the conversation counts the customer messages after it.',
    params: ConversationParams,
    body: Type.Object({ seq: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }) }, { additionalProperties: false }),
    response: { 204: Type.Null(), ...problems(400, 401, 403, 404, 410) },
  },
} as const;

export async function ratingRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/conversations/:id/rating', rate, async (request) => {
    const { em, actor, body } = request;
    // The record's own id: the path may have it in capitals, and that would be another lock.
    const { id } = request.conversation;
    const at = toInstant(app.clock.now());
    const rated = await em.transactional(async (tx) => {
      await lockCase(tx, id);
      const record = await readConversation(tx, id, null);
      if (record === null) notFound();
      const refused = refusalOfRating(keptPolicy(record), record, at);
      if (refused !== null) refuse(refused);
      await recordRating(tx, record, body.score, at);
      return { ...record, rating: body.score };
    });
    return conversationView(rated, actor, at);
  });

  app.post('/v1/conversations/:id/read', markRead, async (request, reply) => {
    if (request.actor.kind === 'staff') {
      await writeReadMark(request.em, request.actor.login, request.params.id, request.body.seq);
    }
    return reply.code(204).send(null);
  });
}
