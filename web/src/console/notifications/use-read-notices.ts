import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useIsVisible } from '../data/visible.ts';
import { markRead, useNotifications } from './notifications-query.ts';

/** Also for entries that arrive while the conversation is open. */
export function useReadNotices(caseId: string): void {
  const client = useQueryClient();
  const isVisible = useIsVisible();
  const { entries } = useNotifications();
  const unread = entries.find((told) => told.caseId === caseId && told.readAt === null)?.id;
  useEffect(() => {
    if (isVisible && unread !== undefined) void markRead(client, { caseId });
  }, [client, caseId, isVisible, unread]);
}
