// A failed login does not say which half was wrong.
import { Alert, Button, PasswordInput, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { resultOf } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import { api } from '../data/api.ts';
import { setSpeaker } from '../data/speaker.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { arrive } from './arrival.ts';
import { useDocumentTitle } from './document-title.ts';
import { Mark } from './icons.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import styles from './login-page.module.css';

export function LoginPage() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const speak = useSpokenProblem();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  useDocumentTitle(t('login.title'));

  const spokenFailure = (problem: Problem) => {
    const { status, retryAfterSeconds } = problem;
    if (status === 401) return t('login.failed');
    const isPaused = status === 429 && retryAfterSeconds !== null;
    return isPaused ? t('login.paused', { count: Math.ceil(retryAfterSeconds / 60) }) : speak(problem);
  };

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const body = { login: `${form.get('login')}`.trim(), password: `${form.get('password')}` };
    setBusy(true);
    setSpeaker(body.login);
    setFailure(null);
    const answer = await resultOf(api.POST('/v1/login', { body }));
    setBusy(false);
    setSpeaker(answer.kind === 'ok' ? answer.data.login : null);
    if (answer.kind === 'ok') {
      arrive();
      return client.setQueryData(['me'], answer.data);
    }
    setFailure(spokenFailure(answer.problem));
  };

  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={(event) => void submit(event)}>
        <div className={styles.brand}>
          <Mark size={40} />
          <span>{t('app')}</span>
        </div>
        <div>
          <Title order={1} size="h3">
            {t('login.title')}
          </Title>
          <p className={styles.lead}>{t('login.lead')}</p>
        </div>
        <TextInput
          name="login"
          label={t('login.login')}
          autoComplete="username"
          autoCapitalize="none"
          required
          autoFocus
        />
        <PasswordInput name="password" label={t('login.password')} autoComplete="current-password" required />
        {failure !== null && (
          <Alert color="red" role="alert">
            {failure}
          </Alert>
        )}
        <Button type="submit" size="md" loading={busy}>
          {t('login.submit')}
        </Button>
        <LanguageSwitch />
      </form>
    </main>
  );
}
