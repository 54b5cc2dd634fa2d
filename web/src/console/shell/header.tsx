import { ActionIcon, NativeSelect } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { screensIn } from '../cases/screens.ts';
import { useNames } from '../data/labels.ts';
import { useSession } from '../data/session.tsx';
import { Bell } from '../notifications/bell.tsx';
import styles from './frame.module.css';
import { Icon, Mark } from './icons.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { ProfileMenu } from './profile-menu.tsx';
import { sectionOf, useSections } from './sections.ts';

export function Header({ onKeys }: { onKeys: () => void }) {
  const { t } = useTranslation();
  const { program } = useSession();
  const sections = useSections();
  const { pathname } = useLocation();
  const nav = useRef<HTMLElement>(null);
  const names = sections.map(({ name }) => name).join();
  // On a phone the sections are wider than the screen.
  useEffect(() => {
    nav.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [pathname, names]);
  return (
    <header className={styles.header}>
      <Link to="/" className={styles.brand} aria-label={t('app')}>
        <Mark />
        <span className={styles.brandName}>{t('app')}</span>
      </Link>
      <ProgramName />
      <nav ref={nav} className={styles.nav} aria-label={t('navigation')} hidden={sections.length === 0}>
        {sections.map(({ path, name }) => (
          <Link key={path} to={path} aria-current={sectionOf(path) === sectionOf(pathname) ? 'page' : undefined}>
            {name}
          </Link>
        ))}
      </nav>
      <div className={styles.tools}>
        {screensIn(program).some(({ hasShortcuts }) => hasShortcuts) && <KeysButton onKeys={onKeys} />}
        {program !== undefined && <Bell />}
        <LanguageSwitch />
        <ProfileMenu />
      </div>
    </header>
  );
}

function KeysButton({ onKeys }: { onKeys: () => void }) {
  const { t } = useTranslation();
  return (
    <ActionIcon
      className={styles.keysButton}
      variant="subtle"
      color="gray"
      size="lg"
      onClick={onKeys}
      aria-label={t('keys.open')}
      title={`${t('keys.open')} (?)`}
    >
      <Icon name="keyboard" size={20} />
    </ActionIcon>
  );
}

function ProgramName() {
  const { t } = useTranslation();
  const names = useNames();
  const { me, programs, program, chooseProgram } = useSession();
  const mine = programs.filter(({ name }) => me.memberships.some((held) => held.program === name));
  if (program === undefined) return null;
  if (mine.length < 2) return <span className={styles.program}>{names.title(program)}</span>;
  return (
    <NativeSelect
      size="xs"
      className={styles.programs}
      aria-label={t('program')}
      value={program.name}
      onChange={(event) => chooseProgram(event.currentTarget.value)}
      data={mine.map((one) => ({ value: one.name, label: names.title(one) }))}
    />
  );
}
