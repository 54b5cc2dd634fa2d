import { Button, Menu } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { screensIn } from '../cases/screens.ts';
import { useNames } from '../data/labels.ts';
import { useSession } from '../data/session.tsx';
import { shownText, withinSentence } from '../data/shown-text.ts';
import { playTone, toneSwitch } from '../notifications/tone.ts';
import styles from './frame.module.css';
import { Icon } from './icons.tsx';

export function ProfileMenu() {
  const { t, i18n } = useTranslation();
  const names = useNames();
  const { me, program, roles, logOut } = useSession();
  const looks = screensIn(program).flatMap(({ news }) => Object.values(news));
  const hasTones = looks.some(({ tone }) => tone !== undefined);
  return (
    <Menu position="bottom-end" width={260} withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-md"
          aria-label={t('profile', { name: withinSentence(me.name, i18n.dir()) })}
        >
          <Icon name="person" />
          <span className={styles.profileName}>
            <bdi>{shownText(me.name)}</bdi>
          </span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label className={styles.profileMenu}>
          <bdi>{shownText(me.name)}</bdi> ({me.login})
          {roles.length > 0 && ` · ${roles.map((role) => names.role(program, role)).join(', ')}`}
        </Menu.Label>
        {hasTones && <SoundItem />}
        <Menu.Item component={Link} to="/account">
          {t('account.title')}
        </Menu.Item>
        <Menu.Item onClick={() => void logOut()}>{t('logout')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function SoundItem() {
  const { t } = useTranslation();
  const { on, setOn } = toneSwitch.useSwitch();
  const change = (wanted: boolean) => {
    setOn(wanted);
    // Plays the sound, so that the person knows it.
    void playTone();
  };
  return (
    <Menu.CheckboxItem checked={on} onChange={change}>
      {t('sound')}
    </Menu.CheckboxItem>
  );
}
