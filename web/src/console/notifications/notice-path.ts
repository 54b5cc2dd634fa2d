// Owns where a notification leads: to the ticket or to the request that it is about.
import type { Notification } from '../../shared/wire.ts';

type Told = Pick<Notification, 'kind' | 'conversationId'>;

export function isAboutTicket({ kind }: Pick<Told, 'kind'>): boolean {
  return kind.startsWith('ticket-');
}

export function noticePath(told: Told, tab: 'mine' | 'waiting' = 'waiting'): string {
  return isAboutTicket(told) ? `/tickets/${told.conversationId}` : `/inbox/${tab}/${told.conversationId}`;
}
