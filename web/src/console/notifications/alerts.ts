import { useQueryClient } from '@tanstack/react-query';
import { type RefObject, useEffect, useRef } from 'react';
import { useNavigate } from 'react-router';
import type { Program } from '../../shared/wire.ts';
import { screensOf } from '../cases/screens.ts';
import type { News } from '../cases/screens-shape.ts';
import { useSession } from '../data/session.tsx';
import { useNotificationText } from './notification-text.ts';
import { tell } from './tell.ts';
import { playTone } from './tone.ts';

export type Alerts = { announce: (news: News) => void; program: Program | undefined };

/** The newest alerts, in a reference, so that the live stream need not restart with each render. */
export function useAlerts(): RefObject<Alerts> {
  const text = useNotificationText();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const { program } = useSession();
  const announce = async (news: News) => {
    const { kind, process, caseId } = news;
    const of = screensOf(process);
    const look = of.news[kind];
    const isSeen = isBeforeOnesEyes(caseId);
    if (look?.tone === 'always' || (look?.tone === 'unseen' && !isSeen)) void playTone();
    if (isSeen && look?.isOnPage === true) return;
    await of.readAbout?.(news, cache);
    const message = text(news);
    const open = () => void navigate(of.pathOf(caseId, kind));
    tell({ id: `${caseId} ${kind}`, about: caseId, message, isProblem: look?.isUrgent === true, onClick: open });
    tellSystem(message, caseId, open);
  };
  const alerts: Alerts = { announce: (news) => void announce(news), program };
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
