import type { QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { StreamEvent } from '../../shared/event-stream.ts';
import { type LiveState, openLiveStream } from '../../shared/live-stream.ts';
import type { Conversation, Message, Notification } from '../../shared/wire.ts';
import { refetchConversations, takeMessage } from './conversations.ts';
import { debounced } from './debounced.ts';
import { refetchLists, refetchPackage, refetchTicket } from './packages.ts';
import { setLost } from './sight.ts';

let line: LiveState = 'connecting';
const listeners = new Set<() => void>();

/** Whether the live stream is connected. */
export function useLine(): LiveState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => line,
  );
}

function setLine(state: LiveState): void {
  line = state;
  for (const listener of listeners) listener();
}

// Many events at once, such as the start of a shift, cost one reload of the lists.
const LISTS_PAUSE_MS = 150;

type Told = {
  /** Reported by an entry of the bell, or only live. */
  onNotification: (news: Pick<Notification, 'process' | 'caseId' | 'details'> & { kind: string }) => void;
  /** The news about a case is no longer true. */
  onWithdrawn: (caseId: string) => void;
  onMessage: (conversationId: string, message: Message) => void;
};

/** Keeps the cache current until the returned function is called. */
export function followLive(client: QueryClient, { onNotification, onWithdrawn, onMessage }: Told): () => void {
  const lists = debounced(() => refetchConversations(client), LISTS_PAUSE_MS);
  const about = (id: string, conversation: Conversation | undefined) => {
    if (conversation === undefined) void client.invalidateQueries({ queryKey: ['conversation', id] });
    else client.setQueryData(['conversation', id], conversation);
    void client.invalidateQueries({ queryKey: ['timeline', id] });
    lists();
  };
  const caseLists = debounced(() => refetchLists(client), LISTS_PAUSE_MS);
  const caseChanged = (event: 'service-package' | 'ticket', data: string) => {
    const { id } = JSON.parse(data) as { id: string };
    if (event === 'ticket') refetchTicket(client, id);
    else refetchPackage(client, id);
    caseLists();
  };
  const toldOf = (event: 'notification' | 'taken' | 'withdrawn', data: string) => {
    void client.invalidateQueries({ queryKey: ['notifications'] });
    const told = JSON.parse(data) as Notification;
    if (event === 'withdrawn') onWithdrawn(told.caseId);
    // Read on another screen: the bell counts again, and no note is shown.
    else if (event === 'taken' || told.readAt === null) onNotification(told);
  };
  const take = ({ event, data }: StreamEvent) => {
    if (event === 'resync') return void client.invalidateQueries();
    if (event === 'service-package' || event === 'ticket') return caseChanged(event, data);
    if (event === 'notification' || event === 'taken' || event === 'withdrawn') return toldOf(event, data);
    const said = JSON.parse(data) as { conversationId: string; message?: Message; conversation?: Conversation };
    if (event === 'message' && said.message !== undefined) {
      takeMessage(client, said.conversationId, said.message);
      onMessage(said.conversationId, said.message);
    }
    if (event === 'removed') {
      setLost(client, said.conversationId, true);
      lists();
    } else {
      setLost(client, said.conversationId, false);
      about(said.conversationId, said.conversation);
      // A change of reading rights makes the cached messages wrong.
      if (event !== 'message') void client.invalidateQueries({ queryKey: ['messages', said.conversationId] });
    }
  };
  const stream = openLiveStream({
    url: '/v1/events',
    onEvent: take,
    onState: (state) => {
      setLine(state);
      // No event reports what happened before the connection. Counts are exact because they are read again.
      if (state === 'live') void client.invalidateQueries();
    },
    onForbidden: () => client.setQueryData(['me'], null),
  });
  return stream.close;
}
