import { Button, Loader, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { problemOfError } from '../../shared/problem.ts';
import { itemsOf, useConversations } from '../conversation/queries.ts';
import { useProgram } from '../data/session.tsx';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { useShortcut } from '../keyboard/shortcuts.ts';
import { arrivedList } from '../shell/arrival.ts';
import { Icon } from '../shell/icons.tsx';
import { InProgram } from '../data/in-program.tsx';
import { ConversationRow } from './conversation-row.tsx';
import { Filters } from './filters.tsx';
import styles from './inbox.module.css';
import { inboxPath, type Chosen, filterOf, inOrderOf, type Tab } from './tabs.ts';

// Continued typing sends one query.
const SEARCH_PAUSE_MS = 250;

/** Search and filters, kept while the person switches views. */
export type Sought = { wanted: string; chosen: Chosen };

type Props = { tab: Tab; openId: string | undefined; sought: Sought; onSeek: (sought: Sought) => void };

export function ConversationList({ tab, openId, sought, onSeek }: Props) {
  const { t } = useTranslation();
  const { name } = useProgram();
  const { zone } = useSpokenTimes();
  const { wanted, chosen } = sought;
  const [search] = useDebouncedValue(wanted.trim(), SEARCH_PAUSE_MS);
  const field = useRef<HTMLInputElement>(null);
  const list = useConversations(name, filterOf(tab, chosen, search));
  const items = inOrderOf(tab, itemsOf(list.data));
  useShortcut('/', () => {
    if (openId !== undefined && document.querySelector('[data-reply]') !== null) return false;
    field.current?.focus();
    return true;
  });

  return (
    <>
      <div className={styles.filters}>
        <TextInput
          ref={field}
          type="search"
          size="sm"
          leftSection={<Icon name="search" size={16} />}
          aria-label={t('inbox.search')}
          placeholder={t('inbox.search')}
          value={wanted}
          maxLength={100}
          onChange={(event) => onSeek({ ...sought, wanted: event.currentTarget.value })}
        />
        {tab === 'all' && <Filters chosen={chosen} onChange={(now) => onSeek({ ...sought, chosen: now })} />}
      </div>
      <div className={styles.scroller} aria-busy={list.isPlaceholderData}>
        {list.isPending && <Loader className={styles.loader} size="sm" aria-label={t('loading')} />}
        {list.error !== null && list.data === undefined && (
          <ListProblem error={list.error} onRetry={() => void list.refetch()} />
        )}
        {list.isSuccess && items.length === 0 && <Empty tab={tab} isSought={search !== ''} />}
        <ul className={styles.list} aria-label={t('inbox.list')} {...(list.isSuccess ? arrivedList : {})}>
          {items.map((one) => (
            <li key={one.id}>
              <InProgram of={one}>
                <ConversationRow conversation={one} tab={tab} isOpen={one.id === openId} />
              </InProgram>
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

// The conversation may be in the view of all, so the search text goes along.
function Empty({ tab, isSought }: { tab: Tab; isSought: boolean }) {
  const { t } = useTranslation();
  const empty = { waiting: t('inbox.emptyWaiting'), mine: t('inbox.emptyMine'), all: t('inbox.emptyAll') };
  return (
    <div className={styles.empty} role="status">
      <p>{isSought ? t('inbox.emptyAll') : empty[tab]}</p>
      {isSought && tab !== 'all' && <Link to={inboxPath('all')}>{t('inbox.searchAll')}</Link>}
    </div>
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
