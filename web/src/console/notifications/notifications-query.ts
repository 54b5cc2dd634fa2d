import {
  infiniteQueryOptions,
  type InfiniteData,
  type QueryClient,
  useInfiniteQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { dataOf, resultOf } from '../../shared/api.ts';
import type { Notification } from '../../shared/wire.ts';
import { api } from '../data/api.ts';

const PAGE = 50;

type Page = { items: Notification[]; nextCursor: string | null; unread: number };

const notificationsQuery = infiniteQueryOptions({
  queryKey: ['notifications'],
  queryFn: ({ pageParam }): Promise<Page> => {
    const cursor = pageParam === null ? {} : { cursor: pageParam };
    return dataOf(api.GET('/v1/notifications', { params: { query: { sort: 'newest', limit: PAGE, ...cursor } } }));
  },
  initialPageParam: null as string | null,
  getNextPageParam: (page: Page) => page.nextCursor,
});

export function useNotifications() {
  const list = useInfiniteQuery(notificationsQuery);
  return { list, entries: entriesOf(list.data), unread: list.data?.pages[0]?.unread ?? 0 };
}

function entriesOf(data: InfiniteData<Page> | undefined): Notification[] {
  return data?.pages.flatMap(({ items }) => items) ?? [];
}

/** One entry, all up to one, or all of a case. */
type Which = { id: string } | { upTo: string } | { caseId: string };

/** Marks as read, and reloads the entries. */
export async function markRead(client: QueryClient, which: Which): Promise<void> {
  await resultOf(api.POST('/v1/notifications/read', { body: which }));
  await client.invalidateQueries({ queryKey: notificationsQuery.queryKey });
}

export function useMarkRead(): (which: Which) => void {
  const client = useQueryClient();
  return (which) => void markRead(client, which);
}
