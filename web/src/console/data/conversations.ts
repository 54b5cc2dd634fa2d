// Owns the questions about requests: lists, one, its messages, its timeline. Refuses to change anything.
import {
  infiniteQueryOptions,
  type InfiniteData,
  queryOptions,
  type QueryClient,
  useInfiniteQuery,
} from '@tanstack/react-query';
import { dataOf } from '../../shared/api.ts';
import { lastWithoutGap, mergeMessages } from '../../shared/message-order.ts';
import type { Conversation, Message } from '../../shared/wire.ts';
import { api } from './api.ts';
import { setLost } from './sight.ts';

export type ListFilter = {
  stage?: 'waiting' | 'assigned' | 'closed';
  queue?: string;
  overdue?: true;
  assignee?: 'me';
};

type Page = { items: Conversation[]; nextCursor: string | null };

const PAGE = 50;
const MESSAGES_PAGE = 200;

function listOptions(program: string, filter: ListFilter) {
  return infiniteQueryOptions({
    queryKey: ['conversations', program, filter],
    queryFn: ({ pageParam }): Promise<Page> => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      return dataOf(
        api.GET('/v1/conversations', { params: { query: { program, limit: PAGE, ...filter, ...cursor } } }),
      );
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page) => page.nextCursor,
  });
}

/** A list of requests, page by page. */
export function useConversations(program: string, filter: ListFilter, enabled = true) {
  return useInfiniteQuery({ ...listOptions(program, filter), enabled });
}

export function itemsOf(data: InfiniteData<Page> | undefined): Conversation[] {
  return data?.pages.flatMap((page) => page.items) ?? [];
}

export function conversationQuery(id: string) {
  return queryOptions({
    queryKey: ['conversation', id],
    queryFn: () => dataOf(api.GET('/v1/conversations/{id}', { params: { path: { id } } })),
  });
}

export function timelineQuery(id: string) {
  return queryOptions({
    queryKey: ['timeline', id],
    queryFn: () => dataOf(api.GET('/v1/conversations/{id}/timeline', { params: { path: { id } } })),
  });
}

/** All messages; asked again, only what is missing is fetched. */
export function messagesQuery(id: string, client: QueryClient) {
  return queryOptions({
    queryKey: ['messages', id],
    queryFn: async () => {
      let known: readonly Message[] = client.getQueryData(['messages', id]) ?? [];
      for (;;) {
        const query = { afterSeq: lastWithoutGap(known), limit: MESSAGES_PAGE };
        const call = api.GET('/v1/conversations/{id}/messages', { params: { path: { id }, query } });
        const { items } = await dataOf(call);
        known = mergeMessages(known, items);
        if (items.length < MESSAGES_PAGE) return known;
      }
    },
  });
}

/** Takes a message that has arrived; a gap before it is fetched. */
export function takeMessage(client: QueryClient, id: string, message: Message): void {
  const known = client.getQueryData<readonly Message[]>(['messages', id]);
  if (known === undefined) return;
  const merged = mergeMessages(known, [message]);
  client.setQueryData(['messages', id], merged);
  if (lastWithoutGap(merged) < merged.length) void client.invalidateQueries({ queryKey: ['messages', id] });
}

/** Takes a request as a move has left it. */
export function takeConversation(client: QueryClient, conversation: Conversation): void {
  client.setQueryData(['conversation', conversation.id], conversation);
  void client.invalidateQueries({ queryKey: ['conversations'] });
  // Whoever may do nothing with it, not even read it, does not see it any more: asking would only be refused.
  if (conversation.may.length === 0) return setLost(client, conversation.id, true);
  // The move may have taken it out of one's sight, and its event may have come before this answer.
  void client.invalidateQueries({ queryKey: ['conversation', conversation.id] });
  void client.invalidateQueries({ queryKey: ['timeline', conversation.id] });
  void client.invalidateQueries({ queryKey: ['messages', conversation.id] });
}
