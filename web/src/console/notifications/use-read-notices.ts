// Owns telling the server that what the bell says of a request has been read: it is open before one's eyes.
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useIsVisible } from '../data/visible.ts';
import { markRead, useNotifications } from './notifications-query.ts';

/** Also what arrives while the request is open. */
export function useReadNotices(caseId: string): void {
  const client = useQueryClient();
  const isVisible = useIsVisible();
  const { entries } = useNotifications();
  const unread = entries.find((told) => told.caseId === caseId && told.readAt === null)?.id;
  useEffect(() => {
    if (isVisible && unread !== undefined) void markRead(client, { caseId });
  }, [client, caseId, isVisible, unread]);
}
