import { Button, Checkbox, Modal, PasswordInput, Switch, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { resultOf } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Person } from '../../shared/wire.ts';
import { api } from '../data/api.ts';
import { useFieldProblems } from '../data/field-problems.ts';
import { useSession } from '../data/session.tsx';
import { tell } from '../notifications/tell.ts';
import styles from '../settings/settings.module.css';
import { HeldLines } from './held-lines.tsx';
import { heldByPerson } from './held-work.ts';
import { RoleBoxes } from './role-boxes.tsx';

type Typed = Pick<Person, 'login' | 'name' | 'admin' | 'active' | 'memberships'> & { password: string };

const newPerson: Typed = { login: '', name: '', admin: false, active: true, memberships: [], password: '' };

export function PersonDialog({ person, onClose }: { person: Person | null; onClose: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { me } = useSession();
  const [typed, setTyped] = useState<Typed>(person === null ? newPerson : { ...person, password: '' });
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const problems = useFieldProblems(problem, ['login', 'name', 'password']);
  const change = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const { login, name, password, admin, active, memberships } = typed;

  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const answer = await resultOf(person === null ? add(typed) : edit(person.login, typed));
    setBusy(false);
    if (answer.kind === 'failed') return setProblem(answer.problem);
    tell({ message: t('people.saved', { name }) });
    await client.invalidateQueries({ queryKey: ['people'] });
    onClose();
  };
  const title = person === null ? t('people.add') : t('people.edit', { name: person.name });
  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': t('cases.back') }}>
      <form className={styles.form} onSubmit={(event) => void save(event)}>
        {person === null && (
          <TextInput
            label={t('people.login')}
            description={t('people.loginHint')}
            pattern="[a-z0-9][a-z0-9._\-]{0,63}"
            title={t('people.loginHint')}
            error={problems.at('login', t('people.loginHint'))}
            required
            data-autofocus
            value={login}
            onChange={(event) => change({ login: event.currentTarget.value })}
          />
        )}
        <TextInput
          label={t('people.name')}
          required
          maxLength={200}
          error={problems.at('name')}
          value={name}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        {person?.login !== me.login && (
          <PasswordInput
            label={person === null ? t('people.password') : t('people.newPassword')}
            description={t('people.firstPasswordHint')}
            required={person === null}
            minLength={8}
            autoComplete="new-password"
            error={problems.at('password', t('people.passwordHint'))}
            value={password}
            onChange={(event) => change({ password: event.currentTarget.value })}
          />
        )}
        {person === null && (
          <Checkbox
            label={t('people.admin')}
            checked={admin}
            onChange={(event) => change({ admin: event.currentTarget.checked, memberships: [] })}
          />
        )}
        {!admin && <RoleBoxes memberships={memberships} onChange={(held) => change({ memberships: held })} />}
        {person !== null && (
          <Switch
            label={t('people.active')}
            checked={active}
            onChange={(event) => change({ active: event.currentTarget.checked })}
          />
        )}
        <div className={styles.foot}>
          {person !== null && !admin && <Held login={person.login} typed={typed} />}
          {problems.rest !== null && <p role="alert">{problems.rest}</p>}
          <div className={styles.buttons}>
            <Button variant="default" onClick={onClose}>
              {t('cases.back')}
            </Button>
            <Button type="submit" loading={busy}>
              {t('save')}
            </Button>
          </div>
        </div>
      </form>
    </Modal>
  );
}

/** The person's work, and which of it goes back if the form is saved as it is now. */
function Held({ login, typed: { active, memberships } }: { login: string; typed: Typed }) {
  const { data } = useQuery(heldByPerson({ login, active, memberships }));
  return data === undefined ? null : <HeldLines held={data} goesBack="held.goesBack" />;
}

function add({ login, name, password, admin, memberships }: Typed) {
  return api.POST('/v1/people', { body: { login, name, password, admin, memberships } });
}

function edit(login: string, { name, password, active, memberships, admin }: Typed) {
  const body = { name, active, ...(admin ? {} : { memberships }), ...(password === '' ? {} : { password }) };
  return api.PATCH('/v1/people/{login}', { params: { path: { login } }, body });
}
