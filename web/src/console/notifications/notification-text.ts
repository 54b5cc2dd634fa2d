// The customer is not named: the text is also shown outside of the console.
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Notification } from '../../shared/wire.ts';
import { knownConversation } from '../data/conversations.ts';
import { useNames } from '../data/labels.ts';
import { usePeopleNames } from '../data/people-names.ts';
import { useSession } from '../data/session.tsx';
import { useSpokenMoney } from '../data/spoken-money.ts';

/** Reported by an entry of the bell, or only live. */
type Told = Pick<Notification, 'process' | 'caseId' | 'details'> & { kind: string };

export function useNotificationText(): (notification: Told) => string {
  const { t, i18n } = useTranslation();
  const names = useNames();
  const { program } = useSession();
  const person = usePeopleNames();
  const client = useQueryClient();
  const money = useSpokenMoney();
  return ({ kind, process, caseId, details }) => {
    const facts: Record<string, unknown> = details ?? {};
    const text = t([`bell.kinds.${kind}`, 'bell.kinds.other'], {
      assignee: typeof facts['assignee'] === 'string' ? person(facts['assignee']) : '—',
    });
    if (process === 'ticket') {
      // A package names its tickets by their type.
      const type = `tickets.types.${`${facts['ticket'] ?? ''}`.split('/')[0]}`;
      return i18n.exists(type) ? t('bell.about', { text, category: t(type) }) : text;
    }
    if (process === 'service-package') {
      const { amountMinor, currency } = facts;
      // Older notifications have no amount.
      if (typeof amountMinor !== 'number' || typeof currency !== 'string') return text;
      return t('bell.about', { text, category: money(amountMinor, currency) });
    }
    const category = facts['category'] ?? knownConversation(client, caseId)?.category;
    return typeof category === 'string' ? t('bell.about', { text, category: names.category(program, category) }) : text;
  };
}
