// The customer is not named: the text is also shown outside of the console.
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { screensOf } from '../cases/screens.ts';
import type { News } from '../cases/screens-shape.ts';
import { useNames } from '../data/labels.ts';
import { usePeopleNames } from '../data/people-names.ts';
import { useSession } from '../data/session.tsx';
import { useSpokenMoney } from '../data/spoken-money.ts';

export function useNotificationText(): (news: News) => string {
  const { t } = useTranslation();
  const names = useNames();
  const { programs } = useSession();
  const person = usePeopleNames();
  const cache = useQueryClient();
  const money = useSpokenMoney();
  return (news) => {
    const of = screensOf(news.process);
    const { assignee }: Record<string, unknown> = news.details ?? {};
    const text = t(of.news[news.kind]?.text ?? 'bell.kinds.other', {
      assignee: typeof assignee === 'string' ? person(assignee) : '—',
    });
    const program = programs.find(({ name }) => name === news.program);
    const category = of.about(news, { names, money, program, cache });
    return category === null ? text : t('bell.about', { text, category });
  };
}
