// Owns the list of what one has to do: one's own tickets by due time, and those of the team that nobody has.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../cases/loaded.tsx';
import cases from '../cases/cases.module.css';
import { useProgram } from '../data/session.tsx';
import { openTicketsQuery } from '../data/tickets.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { TicketList } from './ticket-list.tsx';
import styles from './tickets.module.css';

const views = ['mine', 'all'] as const;

export function MyTicketsPage() {
  const { t } = useTranslation();
  const { name } = useProgram();
  const [view, setView] = useState<(typeof views)[number]>('mine');
  const mine = useQuery(openTicketsQuery(name, { assignee: 'me' }));
  const all = useQuery({ ...openTicketsQuery(name), enabled: view === 'all' });
  const overdue = mine.data?.filter((ticket) => ticket.overdue).length ?? 0;
  useDocumentTitle(overdue > 0 ? `(${overdue}) ${t('tickets.title')}` : t('tickets.title'));
  return (
    <div className={cases.page}>
      <div className={cases.head}>
        <h1>{t('tickets.title')}</h1>
        <div className={styles.tabs} role="group" aria-label={t('tickets.views')}>
          {views.map((one) => (
            <button key={one} type="button" aria-pressed={view === one} onClick={() => setView(one)}>
              {t(`tickets.${one}`)}
            </button>
          ))}
        </div>
      </div>
      <Loaded query={view === 'mine' ? mine : all}>
        {(items) =>
          items.length === 0 ? (
            <p className={cases.quiet}>{t(`tickets.none.${view}`)}</p>
          ) : (
            <TicketList items={items} label={t(`tickets.${view}`)} />
          )
        }
      </Loaded>
    </div>
  );
}
