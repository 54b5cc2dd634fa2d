import { Alert, Button, PasswordInput, type PasswordInputProps } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { resultOf } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import type { Me } from '../../shared/wire.ts';
import { api } from '../data/api.ts';
import { useFieldProblems } from '../data/field-problems.ts';
import styles from '../settings/settings.module.css';

type Props = { login: string | null; submit: string; onChanged: (me: Me) => void };

export function PasswordForm({ login, submit, onChanged }: Props) {
  const { t } = useTranslation();
  const [problem, setProblem] = useState<Problem | null>(null);
  const [isOther, setIsOther] = useState(false);
  const [busy, setBusy] = useState(false);
  const problems = useFieldProblems(problem, ['currentPassword', 'newPassword']);

  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const said = (name: string) => `${new FormData(form).get(name)}`;
    const body = { currentPassword: said('currentPassword'), newPassword: said('newPassword') };
    setIsOther(body.newPassword !== said('repeated'));
    setProblem(null);
    if (body.newPassword !== said('repeated')) return;
    setBusy(true);
    const answer = await resultOf(api.POST('/v1/me/password', { body }));
    setBusy(false);
    if (answer.kind === 'failed') return setProblem(answer.problem);
    form.reset();
    onChanged(answer.data);
  };

  return (
    <form className={styles.fields} onSubmit={(event) => void save(event)}>
      {login !== null && <input type="text" name="username" autoComplete="username" value={login} readOnly hidden />}
      <Field
        name="currentPassword"
        label={t('account.current')}
        autoComplete="current-password"
        error={problems.at('currentPassword')}
      />
      <Field
        name="newPassword"
        label={t('account.new')}
        description={t('people.passwordHint')}
        autoComplete="new-password"
        minLength={8}
        error={problems.at('newPassword', t('people.passwordHint'))}
      />
      <Field
        name="repeated"
        label={t('account.repeated')}
        autoComplete="new-password"
        error={isOther ? t('account.notTheSame') : undefined}
      />
      {problems.rest !== null && (
        <Alert color="red" role="alert">
          {problems.rest}
        </Alert>
      )}
      <Button type="submit" loading={busy} className={styles.submit}>
        {submit}
      </Button>
    </form>
  );
}

/** Marks the field itself, not its surroundings, as invalid. */
function Field(props: PasswordInputProps) {
  return <PasswordInput required aria-invalid={props.error !== undefined} {...props} />;
}
