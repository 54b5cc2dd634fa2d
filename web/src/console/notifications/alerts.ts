// Owns what happens when a notification arrives: a note on the screen, and in the system when the person allowed it.
import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import type { Notification as Told } from '../../shared/wire.ts';
import { conversationQuery } from '../data/conversations.ts';
import { isAboutTicket, noticePath } from './notice-path.ts';
import { useNotificationText } from './notification-text.ts';
import { tell } from './tell.ts';

/** The newest way to tell; a reference, so that the live stream need not begin anew with each drawing. */
export function useAlerts(): RefObject<(told: Told) => void> {
  const text = useNotificationText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const announce = async (told: Told) => {
    // What it is about; whoever may no longer see it is told without.
    if (!isAboutTicket(told)) await client.fetchQuery(conversationQuery(told.conversationId)).catch(() => null);
    const message = text(told);
    const open = () => void navigate(noticePath(told, told.kind === 'assigned-to-you' ? 'mine' : 'waiting'));
    const id = `${told.conversationId} ${told.kind}`;
    tell({ id, message, isProblem: told.kind.endsWith('overdue'), onClick: open });
    if (document.hidden && 'Notification' in window && Notification.permission === 'granted') {
      const shown = new Notification(message, { tag: told.conversationId });
      shown.addEventListener('click', () => {
        window.focus();
        open();
      });
    }
  };
  const latest = useRef((told: Told) => void announce(told));
  useEffect(() => {
    latest.current = (told) => void announce(told);
  });
  return latest;
}
