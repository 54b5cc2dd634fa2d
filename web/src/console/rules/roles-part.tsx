import { queryOptions, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { resultOf } from '../../shared/api.ts';
import { allPages } from '../data/all-pages.ts';
import { api } from '../data/api.ts';
import { useSession } from '../data/session.tsx';
import { Card } from '../cases/card.tsx';
import { labelIn } from './document.ts';
import { PROGRAM_OWNER } from '../shell/program-owner.ts';
import styles from './forms.module.css';
import type { Work } from './use-files.ts';

type Held = { login: string; name: string; roles: string[] };

/** `null` for a reader who may not see who has which role. */
function peopleQuery(program: string, isAdmin: boolean) {
  return queryOptions({
    queryKey: ['rules-people', program, isAdmin],
    queryFn: async (): Promise<Held[] | null> => {
      let isSeen = true;
      const people = await allPages<Held>(async (cursor) => {
        const page = await (isAdmin ? ofEverybody(program, cursor) : ofProgram(program, cursor));
        isSeen = isSeen && page !== null;
        return page ?? { items: [], nextCursor: null };
      });
      return isSeen ? people : null;
    },
  });
}

async function ofEverybody(program: string, cursor: string | null) {
  const query = cursor === null ? { limit: 200 } : { limit: 200, cursor };
  const result = await resultOf(api.GET('/v1/people', { params: { query } }));
  if (result.kind === 'failed') return null;
  const items = result.data.items
    .filter(({ active }) => active)
    .map(({ login, name, memberships }) => ({
      ...{ login, name },
      roles: memberships.filter((held) => held.program === program).map(({ role }) => role),
    }));
  return { ...result.data, items };
}

async function ofProgram(program: string, cursor: string | null) {
  const query = cursor === null ? { limit: 200 } : { limit: 200, cursor };
  const result = await resultOf(api.GET('/v1/programs/{program}/people', { params: { path: { program }, query } }));
  return result.kind === 'failed' ? null : result.data;
}

export function RolesPart({ work }: { work: Work }) {
  const { t, i18n } = useTranslation();
  const { me } = useSession();
  const people = useQuery(peopleQuery(work.draft.program, me.admin)).data;
  const roles = work.document.program?.roles ?? [];
  return (
    <Card title={t('rulesPage.words.roles')}>
      <p className={styles.quiet}>{t(people === null ? 'rulesPage.peopleUnseen' : 'rulesPage.rolesLead')}</p>
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
              {people !== undefined && people !== null && (
                <dd>{holders.length === 0 ? '—' : holders.map(({ login, name }) => <bdi key={login}>{name}</bdi>)}</dd>
              )}
            </div>
          );
        })}
      </dl>
    </Card>
  );
}
