import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSession } from '../data/session.tsx';
import { Card } from '../cases/card.tsx';
import { labelIn } from './document.ts';
import { PROGRAM_OWNER } from '../shell/program-owner.ts';
import styles from './forms.module.css';
import { holdersQuery } from './people-query.ts';
import type { Work } from './use-files.ts';

export function RolesPart({ work }: { work: Work }) {
  const { t, i18n } = useTranslation();
  const { me } = useSession();
  const people = useQuery(holdersQuery(work.draft.program, me.admin)).data;
  const roles = work.document.program?.roles ?? [];
  return (
    <Card title={t('rulesPage.words.roles')}>
      <p className={styles.quiet}>{t('rulesPage.rolesLead')}</p>
      <dl className={styles.holders}>
        {[...roles, PROGRAM_OWNER].map((role) => {
          const holders = people?.filter((one) => one.roles.includes(role)) ?? [];
          return (
            <div key={role}>
              <dt>
                {role === PROGRAM_OWNER
                  ? t('people.programOwnerMay')
                  : labelIn(work.document, i18n.language, 'roles', role)}{' '}
                <code dir="ltr">{role}</code>
              </dt>
              {people !== undefined && (
                <dd>{holders.length === 0 ? '—' : holders.map(({ login, name }) => <bdi key={login}>{name}</bdi>)}</dd>
              )}
            </div>
          );
        })}
      </dl>
    </Card>
  );
}
