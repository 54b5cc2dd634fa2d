import { Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Program } from '../../shared/wire.ts';
import { AskForm } from '../cases/ask-form.tsx';
import { api } from '../data/api.ts';
import { problemIn, useAsking } from '../data/asking.ts';
import { useSession } from '../data/session.tsx';
import settings from '../settings/settings.module.css';
import { PROGRAM_OWNER } from '../shell/program-owner.ts';
import type { Holder } from './people-query.ts';

type Props = {
  program: Program;
  /** The person whose roles are changed; `null`: a person is named and gets roles beside those that they hold. */
  holder: Holder | null;
  holders: readonly Holder[];
  nameOf: (role: string) => string;
  onClose: () => void;
};

export function RolesDialog({ program, holder, holders, nameOf, onClose }: Props) {
  const { t } = useTranslation();
  const asking = useAsking();
  const { me } = useSession();
  const [login, setLogin] = useState(holder?.login ?? '');
  const [roles, setRoles] = useState<readonly string[]>(holder?.roles ?? []);
  const toggle = (role: string) =>
    setRoles(roles.includes(role) ? roles.filter((held) => held !== role) : [...roles, role]);
  const kept = holder === null ? (holders.find((one) => one.login === login.trim())?.roles ?? []) : [];
  const send = async () =>
    problemIn(
      await asking.ask(
        'roles',
        (key) =>
          api.PUT('/v1/programs/{program}/people/{login}/roles', {
            params: { path: { program: program.name, login: login.trim() }, header: { 'Idempotency-Key': key } },
            body: { roles: [...new Set([...kept, ...roles])] },
          }),
        { done: t('rulesPage.people.saved'), tells: false },
      ),
    );
  const title = holder === null ? t('rulesPage.people.give') : t('rulesPage.people.rolesOf', { person: holder.name });
  return (
    <AskForm
      title={title}
      lead={t('rulesPage.people.lead')}
      submit={t('rulesPage.people.save')}
      busy={asking.running !== null}
      stillTrying={asking.stillTrying}
      missing={login.trim() === '' ? { field: 'login', missing: t('rulesPage.people.loginMissing') } : null}
      send={send}
      onClose={onClose}
      fields={['login']}
    >
      {(errorAt) => (
        <>
          {holder === null && (
            <TextInput
              label={t('rulesPage.people.login')}
              description={t('rulesPage.people.loginHint')}
              dir="ltr"
              autoComplete="off"
              required
              data-autofocus
              value={login}
              onChange={(event) => setLogin(event.currentTarget.value)}
              error={errorAt('login')}
            />
          )}
          <div className={settings.roles} role="group" aria-label={title}>
            {[...program.roles.map(({ role }) => role), PROGRAM_OWNER].map((role) => (
              <Checkbox
                key={role}
                label={role === PROGRAM_OWNER ? t('people.programOwnerMay') : nameOf(role)}
                checked={roles.includes(role)}
                // Only another owner or an admin takes this role away.
                disabled={role === PROGRAM_OWNER && holder?.login === me.login}
                onChange={() => toggle(role)}
              />
            ))}
          </div>
        </>
      )}
    </AskForm>
  );
}
