// Owns the question for one's unread notifications, all of them. Refuses to show them.
import { queryOptions } from '@tanstack/react-query';
import { dataOf } from '../../shared/api.ts';
import type { Notification } from '../../shared/wire.ts';
import { api } from '../data/api.ts';

const PAGE = 200;
// Whoever comes back to more than this is better served by the inbox.
const MOST_PAGES = 5;

export const unreadNotificationsQuery = queryOptions({
  queryKey: ['notifications'],
  queryFn: async (): Promise<{ items: Notification[]; unread: number }> => {
    const items: Notification[] = [];
    let cursor: string | null = null;
    for (let page = 0; ; page += 1) {
      const query: { unread: true; limit: number; cursor?: string } = { unread: true, limit: PAGE };
      if (cursor !== null) query.cursor = cursor;
      const answer = await dataOf(api.GET('/v1/notifications', { params: { query } }));
      items.push(...answer.items);
      cursor = answer.nextCursor;
      if (cursor === null || page === MOST_PAGES) return { items, unread: answer.unread };
    }
  },
});
