// Owns the bell: how many notifications are unread, and the list of them; looking at it marks them as read.
import { ActionIcon, Popover } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { resultOf } from '../../shared/api.ts';
import type { Notification } from '../../shared/wire.ts';
import { api } from '../data/api.ts';
import { Icon } from '../shell/icons.tsx';
import styles from './bell.module.css';
import { NotificationList } from './notification-list.tsx';
import { unreadNotificationsQuery } from './notifications-query.ts';

export function Bell() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data } = useQuery(unreadNotificationsQuery);
  const [opened, setOpened] = useState(false);
  const [earlier, setEarlier] = useState<readonly Notification[]>([]);
  const unread = data?.items ?? [];
  const count = data?.unread ?? 0;

  const change = (open: boolean) => {
    setOpened(open);
    const upTo = unread.at(-1)?.id;
    // Read once the list has been looked at and put away; until the page is left it can be looked at again.
    if (open || upTo === undefined) return;
    setEarlier([...earlier, ...unread]);
    client.setQueryData(unreadNotificationsQuery.queryKey, { items: [], unread: 0 });
    const marked = resultOf(api.POST('/v1/notifications/read', { body: { upTo } }));
    void marked.then(() => client.invalidateQueries({ queryKey: unreadNotificationsQuery.queryKey }));
  };
  const label = count === 0 ? t('bell.title') : t('bell.unread', { count });
  return (
    <Popover opened={opened} onChange={change} position="bottom-end" width={380} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          className={styles.bell}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={label}
          title={label}
          onClick={() => change(!opened)}
        >
          <Icon name="bell" size={20} />
          {count > 0 && (
            <span className={styles.count} aria-hidden="true">
              {count > 99 ? '99+' : count}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown} aria-label={t('bell.title')}>
        <NotificationList unread={unread} earlier={earlier} onChoose={() => change(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
