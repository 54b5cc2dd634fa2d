// A conversation's live events carry what changed, so less is fetched than for other cases.
import type { QueryClient } from '@tanstack/react-query';
import type { Conversation, Message } from '../../shared/wire.ts';
import type { Line } from '../cases/screens-shape.ts';
import { conversationQuery, isMine, takeMessage } from './queries.ts';
import { setLost } from './sight.ts';

type Said = { conversationId: string; message?: Message; conversation?: Conversation };

export function takeSaid(data: unknown, { cache, program, reloadLists, tell }: Line): void {
  const { conversationId: id, message, conversation } = data as Said;
  if (message !== undefined) {
    takeMessage(cache, id, message);
    const inView = program()?.name;
    if (message.from === 'customer' && inView !== undefined && isMine(cache, inView, id))
      tell({ kind: 'customer-wrote', program: inView, process: 'conversation', caseId: id, details: null });
  }
  changed(cache, id, conversation);
  reloadLists();
}

export function takeChanged(data: unknown, { cache, reloadLists }: Line): void {
  const { conversationId: id, conversation } = data as Said;
  changed(cache, id, conversation);
  reloadLists();
  // A change of reading rights makes the cached messages wrong.
  void cache.invalidateQueries({ queryKey: ['messages', id] });
}

export function takeRemoved(data: unknown, { cache, reloadLists }: Line): void {
  setLost(cache, (data as Said).conversationId, true);
  reloadLists();
}

function changed(cache: QueryClient, id: string, conversation: Conversation | undefined): void {
  setLost(cache, id, false);
  const { queryKey } = conversationQuery(id);
  if (conversation === undefined) void cache.invalidateQueries({ queryKey });
  else cache.setQueryData(queryKey, conversation);
  void cache.invalidateQueries({ queryKey: ['timeline', id] });
}
