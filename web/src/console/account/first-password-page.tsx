// A person with a first password sees only this page until they change it.
import { Button, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { resultOf } from '../../shared/api.ts';
import type { Me } from '../../shared/wire.ts';
import { api } from '../data/api.ts';
import { setSpeaker } from '../data/speaker.ts';
import { arrive } from '../shell/arrival.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import { Mark } from '../shell/icons.tsx';
import { LanguageSwitch } from '../shell/language-switch.tsx';
import styles from '../shell/login-page.module.css';
import { PasswordForm } from './password-form.tsx';

export function FirstPasswordPage({ login }: { login: string | null }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  useDocumentTitle(t('account.firstTitle'));
  const changed = (me: Me) => {
    setSpeaker(me.login);
    arrive();
    client.setQueryData(['me'], me);
  };
  const leave = async () => {
    setSpeaker(null);
    await resultOf(api.POST('/v1/logout'));
    client.setQueryData(['me'], null);
  };
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <Mark size={40} />
          <span>{t('app')}</span>
        </div>
        <div>
          <Title order={1} size="h3">
            {t('account.firstTitle')}
          </Title>
          <p className={styles.lead}>{t('account.firstLead')}</p>
        </div>
        <PasswordForm login={login} submit={t('account.change')} onChanged={changed} />
        <Button variant="subtle" color="gray" onClick={() => void leave()}>
          {t('logout')}
        </Button>
        <LanguageSwitch />
      </div>
    </main>
  );
}
