// Opening the list marks nothing as read.
import { ActionIcon, Popover } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../shell/icons.tsx';
import styles from './bell.module.css';
import { NotificationList } from './notification-list.tsx';
import { useNotifications } from './notifications-query.ts';

export function Bell() {
  const { t } = useTranslation();
  const { unread } = useNotifications();
  const [opened, setOpened] = useState(false);
  const label = unread === 0 ? t('bell.title') : t('bell.unread', { count: unread });
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={400} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <ActionIcon
          className={styles.bell}
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={label}
          title={label}
          onClick={() => setOpened(!opened)}
        >
          <Icon name="bell" size={20} />
          {unread > 0 && (
            <span className={styles.count} aria-hidden="true">
              {unread > 99 ? '99+' : unread}
            </span>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={styles.dropdown} aria-label={t('bell.title')}>
        {opened && <NotificationList onChoose={() => setOpened(false)} />}
      </Popover.Dropdown>
    </Popover>
  );
}
