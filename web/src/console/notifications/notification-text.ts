// Owns a notification's sentence. Refuses to name the customer: it is shown outside of the console too.
import { type InfiniteData, type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Conversation, Notification } from '../../shared/wire.ts';
import { useNames } from '../data/labels.ts';
import { useSession } from '../data/session.tsx';
import { isAboutTicket } from './notice-path.ts';

type Told = Pick<Notification, 'kind' | 'details' | 'conversationId'>;

export function useNotificationText(): (notification: Told) => string {
  const { t, i18n } = useTranslation();
  const names = useNames();
  const { program } = useSession();
  const client = useQueryClient();
  return ({ kind, details, conversationId }) => {
    const facts: Record<string, unknown> = details ?? {};
    const text = t([`bell.kinds.${kind}`, 'bell.kinds.other'], { assignee: `${facts['assignee'] ?? '—'}` });
    if (isAboutTicket({ kind })) {
      // A package names its tickets by their type.
      const type = `tickets.types.${`${facts['ticket'] ?? ''}`.split('/')[0]}`;
      return i18n.exists(type) ? t('bell.about', { text, category: t(type) }) : text;
    }
    const category = facts['category'] ?? knownCategory(client, conversationId);
    return typeof category === 'string' ? t('bell.about', { text, category: names.category(program, category) }) : text;
  };
}

// A notification tells which request; what it is about stands in what has been read of it anyway.
function knownCategory(client: QueryClient, id: string): string | null | undefined {
  const one = client.getQueryData<Conversation>(['conversation', id]);
  if (one !== undefined) return one.category;
  const lists = client.getQueriesData<InfiniteData<{ items: Conversation[] }>>({ queryKey: ['conversations'] });
  const items = lists.flatMap(([, list]) => list?.pages.flatMap((page) => page.items) ?? []);
  return items.find((item) => item.id === id)?.category;
}
