// The people of a program and their roles. A role is no part of a draft: it takes effect at once.
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Program } from '../../shared/wire.ts';
import { useNames } from '../data/labels.ts';
import { useSession } from '../data/session.tsx';
import { shownText, withinSentence } from '../data/shown-text.ts';
import { PROGRAM_OWNER } from '../shell/program-owner.ts';
import { type Holder, holdersQuery } from './people-query.ts';
import { RolesDialog } from './roles-dialog.tsx';
import styles from './rules.module.css';

export function RoleHolders({ program }: { program: Program }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const names = useNames();
  const { me } = useSession();
  const query = holdersQuery(program.name, me.admin);
  const { data: holders } = useQuery(query);
  const [changes, setChanges] = useState<Holder | 'new' | null>(null);
  if (holders === undefined) return null;
  const close = () => {
    setChanges(null);
    void client.invalidateQueries(query);
  };
  const nameOf = (role: string) => (role === PROGRAM_OWNER ? t('people.programOwner') : names.role(program, role));
  return (
    <section className={styles.section} data-role-holders>
      <h2>{t('rulesPage.people.title')}</h2>
      <p className={styles.quiet}>{t('rulesPage.people.lead')}</p>
      {holders.length === 0 && <p className={styles.quiet}>{t('rulesPage.people.none')}</p>}
      <ul className={styles.drafts}>
        {holders.map((holder) => (
          <li key={holder.login}>
            <bdi>{shownText(holder.name)}</bdi>
            <span className={styles.quiet}>{holder.roles.map(nameOf).join(', ')}</span>
            <Button
              size="xs"
              variant="default"
              onClick={() => setChanges(holder)}
              aria-label={t('rulesPage.people.changeOf', { person: withinSentence(holder.name, i18n.dir()) })}
            >
              {t('rulesPage.people.change')}
            </Button>
          </li>
        ))}
      </ul>
      <div>
        <Button variant="default" onClick={() => setChanges('new')}>
          {t('rulesPage.people.give')}
        </Button>
      </div>
      {changes !== null && (
        <RolesDialog {...{ program, holders, nameOf }} holder={changes === 'new' ? null : changes} onClose={close} />
      )}
    </section>
  );
}
