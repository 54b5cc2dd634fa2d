// Owns telling the server that what the bell says of a request has been read: it is open before one's eyes.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { resultOf } from '../../shared/api.ts';
import { api } from '../data/api.ts';
import { useIsVisible } from '../data/visible.ts';
import { unreadNotificationsQuery } from './notifications-query.ts';

/** Also what arrives while the request is open. */
export function useReadNotices(conversationId: string): void {
  const client = useQueryClient();
  const isVisible = useIsVisible();
  const { data } = useQuery(unreadNotificationsQuery);
  const newest = data?.items.findLast((told) => told.conversationId === conversationId)?.id;
  useEffect(() => {
    if (!isVisible || newest === undefined) return;
    const call = api.POST('/v1/notifications/read', { body: { conversationId } });
    void resultOf(call).then(() => client.invalidateQueries({ queryKey: unreadNotificationsQuery.queryKey }));
  }, [client, conversationId, isVisible, newest]);
}
