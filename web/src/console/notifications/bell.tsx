// Owns the bell: how many notifications are new since it was last opened, and the list of them.
import { ActionIcon, Popover } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dataOf } from '../../shared/api.ts';
import { readStored, writeStored } from '../../shared/stored.ts';
import { api } from '../data/api.ts';
import { useSession } from '../data/session.tsx';
import { Icon } from '../shell/icons.tsx';
import styles from './bell.module.css';
import { NotificationList } from './notification-list.tsx';

const notificationsQuery = queryOptions({
  queryKey: ['notifications'],
  queryFn: async () => (await dataOf(api.GET('/v1/notifications'))).items,
});

export function Bell() {
  const { t } = useTranslation();
  const { me } = useSession();
  const { data: items = [] } = useQuery(notificationsQuery);
  const key = `careline:bell:${me.login}`;
  const [seenAt, setSeenAt] = useState(() => readStored<string>(key) ?? '');
  const [opened, setOpened] = useState(false);
  const count = items.filter(({ at }) => at > seenAt).length;
  const latest = items.reduce((last, { at }) => (at > last ? at : last), '');

  const change = (open: boolean) => {
    setOpened(open);
    // Seen once the list has been looked at and put away.
    if (open || latest === '') return;
    writeStored(key, latest);
    setSeenAt(latest);
  };
  const label = count === 0 ? t('bell.title') : t('bell.unread', { count });
  return (
    <Popover opened={opened} onChange={change} position="bottom-end" width={380} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon className={styles.bell} variant="subtle" color="gray" size="lg" aria-label={label} title={label} onClick={() => change(!opened)}>
          <Icon name="bell" size={20} />
          {count > 0 && (
            <span className={styles.count} aria-hidden="true">
              {count > 99 ? '99+' : count}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown} aria-label={t('bell.title')}>
        <NotificationList items={items} seenAt={seenAt} onChoose={() => change(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
