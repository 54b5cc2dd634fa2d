// Owns one list of the inbox with its filters. Refuses to know how a row looks.
import { Button, Loader, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOfError } from '../../shared/problem.ts';
import { itemsOf, useConversations } from '../data/conversations.ts';
import { useProgram } from '../data/session.tsx';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { useShortcut } from '../keyboard/shortcuts.ts';
import { Icon } from '../shell/icons.tsx';
import { ConversationRow } from './conversation-row.tsx';
import { Filters } from './filters.tsx';
import styles from './inbox.module.css';
import { type Chosen, filterOf, isInTab, type Tab } from './tabs.ts';

export function ConversationList({ tab, openId }: { tab: Tab; openId: string | undefined }) {
  const { t } = useTranslation();
  const { name } = useProgram();
  const { zone } = useSpokenTimes();
  const [chosen, setChosen] = useState<Chosen>({ stage: 'waiting', queue: '', overdue: false });
  const [wanted, setWanted] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const list = useConversations(name, filterOf(tab, chosen));
  const items = itemsOf(list.data).filter((one) => isInTab(tab, one) && matches(wanted, [one.contractNumber, one.inn]));
  useShortcut('/', () => {
    if (openId !== undefined && document.querySelector('[data-reply]') !== null) return false;
    search.current?.focus();
    return true;
  });
  const empty = { waiting: t('inbox.emptyWaiting'), mine: t('inbox.emptyMine'), all: t('inbox.emptyAll') };

  return (
    <>
      <div className={styles.filters}>
        {tab === 'all' && <Filters chosen={chosen} onChange={setChosen} />}
        <TextInput
          ref={search}
          type="search"
          size="sm"
          leftSection={<Icon name="search" size={16} />}
          aria-label={t('inbox.search')}
          placeholder={t('inbox.search')}
          value={wanted}
          onChange={(event) => setWanted(event.currentTarget.value)}
        />
      </div>
      <div className={styles.scroller}>
        {list.isPending && <Loader className={styles.loader} size="sm" aria-label={t('loading')} />}
        {list.error !== null && list.data === undefined && (
          <ListProblem error={list.error} onRetry={() => void list.refetch()} />
        )}
        {list.isSuccess && items.length === 0 && (
          <p className={styles.empty}>{wanted === '' ? empty[tab] : t('inbox.emptyAll')}</p>
        )}
        <ul className={styles.list} aria-label={t('inbox.list')}>
          {items.map((one) => (
            <li key={one.id}>
              <ConversationRow conversation={one} tab={tab} isOpen={one.id === openId} />
            </li>
          ))}
        </ul>
        {list.hasNextPage && (
          <Button
            variant="subtle"
            fullWidth
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t('inbox.more')}
          </Button>
        )}
      </div>
      <p className={styles.zone}>{t('inbox.times', { zone })}</p>
    </>
  );
}

function ListProblem({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const speak = useSpokenProblem();
  return (
    <div className={styles.empty} role="alert">
      {speak(problemOfError(error))}{' '}
      <Button variant="light" size="xs" onClick={onRetry}>
        {t('retry')}
      </Button>
    </div>
  );
}

function matches(wanted: string, texts: readonly (string | null)[]): boolean {
  const needle = wanted.trim().toLowerCase();
  return needle === '' || texts.some((text) => text?.toLowerCase().includes(needle) === true);
}
