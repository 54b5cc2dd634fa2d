// Owns who one is and the way out.
import { Button, Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNames } from '../data/labels.ts';
import { useSession } from '../data/session.tsx';
import styles from './frame.module.css';
import { Icon } from './icons.tsx';

export function ProfileMenu() {
  const { t } = useTranslation();
  const names = useNames();
  const { me, program, roles, logOut } = useSession();
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          aria-label={t('profile', { login: me.login, name: me.name })}
        >
          <Icon name="person" />
          <span className={styles.profileName}>{me.login}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.name} ({me.login}){roles.length > 0 && ` · ${roles.map((role) => names.role(program, role)).join(', ')}`}
        </Menu.Label>
        <Menu.Item onClick={() => void logOut()}>{t('logout')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
