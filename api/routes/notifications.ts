import Type from 'typebox';
import { countUnreadNotifications, listNotifications } from '../../db/read/notifications.ts';
import { markNotificationsRead } from '../../db/write/notifications-read.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import { Notification, NotificationId, Unread } from '../schemas/notification.ts';
import { problems } from '../schemas/problems.ts';
import { Id, Page, pageQuery, Ref, Sort } from '../schemas/shared.ts';
import type { CarelineApp } from '../server/careline-app.ts';
import { invalid } from '../server/errors.ts';
import { decodeCursor, pageOf } from '../server/pages.ts';
import { aboutCase } from '../views/about-case.ts';

const list = {
  config: { access: 'staff' },
  schema: {
    tags: ['notifications'],
    summary: 'Your notifications, oldest first unless you ask otherwise',
    description:
      'Yours alone: one entry for each case, the latest thing said of it; told again it is a new entry with a new `id`, unread. It is withdrawn once it is no longer so: a colleague took the request, the customer has a reply, the ticket is closed. `unread` of the answer counts all that is unread, whatever the page holds. They come live on `GET /v1/events` too.',
    querystring: Type.Object({
      ...pageQuery,
      sort: Sort,
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
    summary: 'Mark your notifications as read: one of them, all up to one, or that of a case',
    description:
      'At least one of the four; together they mark what fits all. `conversationId` is the same as `caseId`. Your other screens learn of it by a `notification` event.',
    body: Type.Object(
      {
        id: Type.Optional(NotificationId),
        upTo: Type.Optional(NotificationId),
        caseId: Type.Optional(Id),
        conversationId: Type.Optional(Id),
      },
      { additionalProperties: false, minProperties: 1, description: 'At least one of the four' },
    ),
    response: { 200: Type.Object({ unread: Unread }), ...problems(400, 401, 403) },
  },
} as const;

export async function notificationRoutes(app: CarelineApp): Promise<void> {
  app.get('/v1/notifications', list, async ({ em, query, staff }) => {
    const { cursor, limit, unread, sort } = query;
    const [after = null] = cursor === undefined ? [] : decodeCursor(cursor, 'number');
    const filter = { login: staff.login, unread, newestFirst: sort === 'newest', after, limit: limit + 1 };
    const { items, nextCursor } = pageOf(await listNotifications(em, filter), limit, ({ id }) => [id]);
    const shown = items.map((one) => ({ ...one, id: String(one.id), ...aboutCase(one) }));
    return { items: shown, nextCursor, unread: await countUnreadNotifications(em, staff.login) };
  });

  app.post('/v1/notifications/read', markRead, async ({ body, em, staff }) => {
    const { id = null, upTo = null, caseId = null, conversationId = null } = body;
    if (caseId !== null && conversationId !== null && caseId !== conversationId)
      invalid('/conversationId', 'is another case');
    const which = { id, upTo, caseId: caseId ?? conversationId };
    await em.transactional((tx) => markNotificationsRead(tx, staff.login, which, toInstant(app.clock.now())));
    return { unread: await countUnreadNotifications(em, staff.login) };
  });
}
