import { TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../shared/wire.ts';
import { Loaded } from '../cases/loaded.tsx';
import cases from '../cases/cases.module.css';
import { useProgram } from '../data/session.tsx';
import { openTicketsQuery } from './queries.ts';
import { Icon } from '../shell/icons.tsx';
import { useDocumentTitle, useTitleCount } from '../shell/document-title.ts';
import { TicketList } from './ticket-list.tsx';
import styles from './tickets.module.css';

const views = ['mine', 'free', 'all'] as const;

const asIs = (tickets: readonly Ticket[]) => tickets;
/** What the reader may take and no one has. */
const toTake = (tickets: readonly Ticket[]) =>
  tickets.filter(({ assignee, may }) => assignee === null && may.includes('take'));

export function MyTicketsPage() {
  const { t } = useTranslation();
  const { name } = useProgram();
  const [view, setView] = useState<(typeof views)[number]>('mine');
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const isSearched = search.length > 1;
  const mine = useQuery(openTicketsQuery(name, { assignee: 'me' }));
  const filter = { ...(view === 'mine' ? { assignee: 'me' as const } : {}), ...(isSearched ? { search } : {}) };
  const list = useQuery({
    ...openTicketsQuery(name, filter),
    placeholderData: keepPreviousData,
    select: view === 'free' ? toTake : asIs,
  });
  const overdue = mine.data?.filter((ticket) => ticket.overdue).length ?? 0;
  useDocumentTitle(t('tickets.title'));
  useTitleCount(overdue);
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
      <div className={cases.filters} role="search">
        <TextInput
          type="search"
          label={t('packages.search')}
          leftSection={<Icon name="search" size={16} />}
          value={typed}
          maxLength={100}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <Loaded query={list}>
        {(items) =>
          items.length === 0 ? (
            <p className={cases.quiet}>{t(`tickets.none.${isSearched ? 'found' : view}`)}</p>
          ) : (
            <TicketList items={items} label={t(`tickets.${view}`)} />
          )
        }
      </Loaded>
    </div>
  );
}
