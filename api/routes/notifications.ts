// Owns one's own notifications over HTTP. Refuses to show anybody else's.
import Type from 'typebox';
import { countUnreadNotifications, listNotifications } from '../../db/read/notifications.ts';
import { markNotificationsRead } from '../../db/write/notifications-read.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import type { CarelineApp } from '../careline-app.ts';
import { decodeCursor } from '../cursor.ts';
import { pageOf } from '../pages.ts';
import { Notification, NotificationId, Unread } from '../schemas/notification.ts';
import { problems } from '../schemas/problems.ts';
import { Id, Page, pageQuery, Ref } from '../schemas/shared.ts';

const list = {
  config: { access: 'staff' },
  schema: {
    tags: ['notifications'],
    summary: 'What you have been told, oldest first',
    description:
      'Yours alone. `unread` of the answer counts all that is unread, whatever the page holds. They come live on `GET /v1/events` too.',
    querystring: Type.Object({
      ...pageQuery,
      unread: Type.Boolean({ default: false, description: 'Only unread ones' }),
    }),
    response: {
      200: Type.Object({ ...Page(Ref(Notification)).properties, unread: Unread }),
      ...problems(400, 401, 403),
    },
  },
} as const;

const markRead = {
  config: { access: 'staff' },
  schema: {
    tags: ['notifications'],
    summary: 'Mark your notifications as read: up to one of them, of one conversation, or both',
    description:
      'At least one of the two; both together mark what fits both. Your other screens learn of it by a `notification` event.',
    body: Type.Object(
      { upTo: Type.Optional(NotificationId), conversationId: Type.Optional(Id) },
      { additionalProperties: false, minProperties: 1, description: 'At least one of the two' },
    ),
    response: { 200: Type.Object({ unread: Unread }), ...problems(400, 401, 403) },
  },
} as const;

export async function notificationRoutes(app: CarelineApp): Promise<void> {
  app.get('/v1/notifications', list, async ({ em, query, staff }) => {
    const { cursor, limit, unread } = query;
    const [after = '0'] = cursor === undefined ? [] : decodeCursor(cursor, 'number');
    const found = await listNotifications(em, { login: staff.login, unread, after, limit: limit + 1 });
    return { ...pageOf(found, limit, ({ id }) => [id]), unread: await countUnreadNotifications(em, staff.login) };
  });

  app.post('/v1/notifications/read', markRead, async ({ body, em, staff }) => {
    const which = { upTo: body.upTo ?? null, conversationId: body.conversationId ?? null };
    await em.transactional((tx) => markNotificationsRead(tx, staff.login, which, toInstant(app.clock.now())));
    return { unread: await countUnreadNotifications(em, staff.login) };
  });
}
