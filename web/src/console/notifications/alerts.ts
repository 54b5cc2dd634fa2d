// Owns what happens when a notification arrives, or a customer writes in one's own request: a note on the screen, one in the
// system when the person allowed it, and a sound. Refuses to tell what is before one's eyes.
import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import type { Message, Notification as Told } from '../../shared/wire.ts';
import { conversationQuery, isMine, knownConversation } from '../data/conversations.ts';
import { useSession } from '../data/session.tsx';
import { noticePath } from './notice-path.ts';
import { useNotificationText } from './notification-text.ts';
import { tell } from './tell.ts';
import { playTone } from './tone.ts';

/** Told by an entry, or only live: that somebody took a request, that a customer wrote. */
export type News = Pick<Told, 'process' | 'caseId' | 'details'> & { kind: string };

export type Alerts = {
  notified: (news: News) => void;
  /** A message has arrived, of whomever and in whichever request. */
  said: (conversationId: string, message: Message) => void;
};

/** The open request shows these itself. */
const shownByRequest = ['customer-wrote', 'reply-overdue', 'ask-to-close'];
const urgent = ['overdue', 'ticket-overdue', 'money-overdue', 'reply-overdue', 'reply-escalated'];

/** The newest way to tell; a reference, so that the live stream need not begin anew with each drawing. */
export function useAlerts(): RefObject<Alerts> {
  const text = useNotificationText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { program } = useSession();
  const announce = async (news: News) => {
    const { kind, process, caseId } = news;
    const isSeen = isBeforeOnesEyes(caseId);
    // Somebody who has the request open may still look elsewhere while its customer waits.
    if (kind === 'reply-overdue' || (kind === 'customer-wrote' && !isSeen)) void playTone();
    if (isSeen && shownByRequest.includes(kind)) return;
    // What it is about; whoever may no longer see it is told without.
    if (process === 'conversation' && kind !== 'taken' && knownConversation(client, caseId) === undefined)
      await client.fetchQuery(conversationQuery(caseId)).catch(() => null);
    const message = text(news);
    const open = () => void navigate(noticePath(news));
    tell({ id: `${caseId} ${kind}`, about: caseId, message, isProblem: urgent.includes(kind), onClick: open });
    tellSystem(message, caseId, open);
  };
  const alerts: Alerts = {
    notified: (news) => void announce(news),
    said: (conversationId, { from }) => {
      if (from !== 'customer' || program === undefined || !isMine(client, program.name, conversationId)) return;
      void announce({ kind: 'customer-wrote', process: 'conversation', caseId: conversationId, details: null });
    },
  };
  const latest = useRef(alerts);
  useEffect(() => {
    latest.current = alerts;
  });
  return latest;
}

function isBeforeOnesEyes(caseId: string): boolean {
  return !document.hidden && location.pathname.endsWith(`/${caseId}`);
}

function tellSystem(message: string, tag: string, open: () => void): void {
  if (!document.hidden || !('Notification' in window) || Notification.permission !== 'granted') return;
  const shown = new Notification(message, { tag });
  shown.addEventListener('click', () => {
    window.focus();
    open();
  });
}
