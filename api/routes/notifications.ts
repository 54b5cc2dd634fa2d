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
import { Page, pageQuery, Ref } from '../schemas/shared.ts';

const list = {
  config: { access: 'staff' },
  schema: {
    tags: ['notifications'],
    summary: 'What you have been told, oldest first',
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
    summary: 'Mark your notifications as read, up to one of them',
    body: Type.Object({ upTo: NotificationId }, { additionalProperties: false }),
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
    await markNotificationsRead(em, staff.login, body.upTo, toInstant(app.clock.now()));
    return { unread: await countUnreadNotifications(em, staff.login) };
  });
}
