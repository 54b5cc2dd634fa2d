// Messages are marked as read only while the window is visible.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { resultOf } from '../../shared/api.ts';
import type { Conversation, Message } from '../../shared/wire.ts';
import { api } from '../data/api.ts';
import { refetchConversations } from './queries.ts';
import { useIsVisible } from '../data/visible.ts';

export function useMarkRead({ id, unread }: Conversation, messages: readonly Message[]): void {
  const client = useQueryClient();
  const isVisible = useIsVisible();
  const seq = messages.at(-1)?.seq ?? 0;
  useEffect(() => {
    if (!isVisible || seq === 0 || unread === 0) return;
    const call = api.POST('/v1/conversations/{id}/read', { params: { path: { id } }, body: { seq } });
    void resultOf(call).then(() => {
      refetchConversations(client);
      void client.invalidateQueries({ queryKey: ['conversation', id] });
    });
  }, [client, id, isVisible, seq, unread]);
}
