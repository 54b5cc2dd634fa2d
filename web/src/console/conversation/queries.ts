import {
  infiniteQueryOptions,
  type InfiniteData,
  keepPreviousData,
  queryOptions,
  type QueryClient,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query';
import { dataOf } from '../../shared/api.ts';
import { lastWithoutGap, mergeMessages } from '../../shared/message-order.ts';
import type { Conversation, Message } from '../../shared/wire.ts';
import { api } from '../data/api.ts';
import { setLost } from './sight.ts';

export type ListFilter = {
  stage?: 'waiting' | 'assigned' | 'closed';
  /** Only conversations that wait for one of one's own roles. */
  addressed?: 'me';
  queue?: string;
  category?: string;
  disposition?: string;
  overdue?: true;
  abandoned?: true;
  /** A login, or `me`. */
  assignee?: string;
  /** Civil days of the program. */
  from?: string;
  until?: string;
  search?: string;
  sort?: 'newest';
};

type Page = { items: Conversation[]; nextCursor: string | null };

const PAGE = 50;
// One's own are sorted here, so all of them are read at once.
const MOST_OF_MINE = 200;
const MESSAGES_PAGE = 200;

function listOptions(program: string, filter: ListFilter) {
  return infiniteQueryOptions({
    queryKey: ['conversations', program, filter],
    queryFn: ({ pageParam }): Promise<Page> => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      const limit = filter.assignee === 'me' ? MOST_OF_MINE : PAGE;
      return dataOf(api.GET('/v1/conversations', { params: { query: { program, limit, ...filter, ...cursor } } }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: Page) => page.nextCursor,
  });
}

/** Accepted by the person who asks. */
export const MINE: ListFilter = { stage: 'assigned', assignee: 'me' };

/** A list of conversations, page by page. While a changed filter loads, the earlier results stay. */
export function useConversations(program: string, filter: ListFilter) {
  return useInfiniteQuery({ ...listOptions(program, filter), placeholderData: keepPreviousData });
}

/** Numbers of conversations that need attention. The server counts all of them. */
export function useConversationCounts(program: string) {
  return useQuery({
    queryKey: ['conversation-counts', program],
    queryFn: () => dataOf(api.GET('/v1/conversations/counts', { params: { query: { program } } })),
  });
}

/** The first parts of the keys here. In `ofCase` the conversation's id is the second part. */
export const caseQueries = {
  ofCase: ['conversation', 'timeline', 'messages'],
  lists: ['conversations', 'conversation-counts'],
};

/** Fetches lists and counters again. */
export function refetchConversations(client: QueryClient): void {
  for (const name of caseQueries.lists) void client.invalidateQueries({ queryKey: [name] });
}

export function itemsOf(data: InfiniteData<Page> | undefined): Conversation[] {
  return data?.pages.flatMap((page) => page.items) ?? [];
}

/** One's own conversations. */
export function useMine(program: string) {
  return useConversations(program, MINE);
}

/** True when the conversation is known to be among one's own. The frame keeps that list current. */
export function isMine(client: QueryClient, program: string, id: string): boolean {
  const known = client.getQueryData<InfiniteData<Page>>(listOptions(program, MINE).queryKey);
  return itemsOf(known).some((one) => one.id === id);
}

/** What was last read about a conversation, alone or in a list. */
export function knownConversation(client: QueryClient, id: string): Conversation | undefined {
  const lists = client.getQueriesData<InfiniteData<Page>>({ queryKey: ['conversations'] });
  return (
    client.getQueryData(conversationQuery(id).queryKey) ??
    lists.flatMap(([, list]) => itemsOf(list)).find((one) => one.id === id)
  );
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

/** All messages. A refetch loads only the missing ones. */
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

/** Adds a message that arrived. A gap before it is fetched. */
export function takeMessage(client: QueryClient, id: string, message: Message): void {
  const known = client.getQueryData<readonly Message[]>(['messages', id]);
  if (known === undefined) return;
  const merged = mergeMessages(known, [message]);
  client.setQueryData(['messages', id], merged);
  if (lastWithoutGap(merged) < merged.length) void client.invalidateQueries({ queryKey: ['messages', id] });
}

/** Stores a conversation as a move left it. */
export function takeConversation(client: QueryClient, conversation: Conversation): void {
  client.setQueryData(['conversation', conversation.id], conversation);
  refetchConversations(client);
  // With an empty `may` the person can no longer read it, so asking would only be refused.
  if (conversation.may.length === 0) return setLost(client, conversation.id, true);
  // The move may have removed it from view, and its event may have arrived before this answer.
  void client.invalidateQueries({ queryKey: ['conversation', conversation.id] });
  void client.invalidateQueries({ queryKey: ['timeline', conversation.id] });
  void client.invalidateQueries({ queryKey: ['messages', conversation.id] });
}
