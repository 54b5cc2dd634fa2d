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

/** Reported by an entry of the bell, or only live: a conversation was taken, a customer wrote. */
export type News = Pick<Told, 'process' | 'caseId' | 'details'> & { kind: string };

export type Alerts = {
  notified: (news: News) => void;
  /** A message arrived, from any author and in any conversation. */
  said: (conversationId: string, message: Message) => void;
};

/** The open conversation shows these itself. */
const shownByRequest = ['customer-wrote', 'reply-overdue', 'ask-to-close'];
const urgent = ['overdue', 'ticket-overdue', 'money-overdue', 'reply-overdue', 'reply-escalated'];

/** The newest alerts, in a reference, so that the live stream need not restart with each render. */
export function useAlerts(): RefObject<Alerts> {
  const text = useNotificationText();
  const navigate = useNavigate();
  const client = useQueryClient();
  const { program } = useSession();
  const announce = async (news: News) => {
    const { kind, process, caseId } = news;
    const isSeen = isBeforeOnesEyes(caseId);
    // A person with the conversation open may look elsewhere while its customer waits.
    if (kind === 'reply-overdue' || (kind === 'customer-wrote' && !isSeen)) void playTone();
    if (isSeen && shownByRequest.includes(kind)) return;
    // The note says what the case is about. A person who may no longer see it gets a note without that.
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
