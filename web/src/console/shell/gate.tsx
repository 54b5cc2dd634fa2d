import { useDirection } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../shared/wire.ts';
import { meQuery, programsQuery, SessionProvider } from '../data/session.tsx';
import { speakTo } from '../texts/begin-texts.ts';
import { Frame } from './frame.tsx';
import { LoginPage } from './login-page.tsx';
import { Splash } from './splash.tsx';

const FirstPasswordPage = lazy(async () => ({
  default: (await import('../account/first-password-page.tsx')).FirstPasswordPage,
}));

/** True once the console uses the language of the logged-in person. */
function useTheirLanguage(me: Me | null): boolean {
  const { i18n } = useTranslation();
  const { setDirection } = useDirection();
  const [spokenTo, setSpokenTo] = useState<string | null>(null);
  useEffect(() => {
    if (me === null) return;
    void speakTo(me).then(() => {
      setDirection(i18n.dir());
      setSpokenTo(me.login);
    });
  }, [me, i18n, setDirection]);
  return me !== null && spokenTo === me.login;
}

/** A page that is reloaded before the first password is changed does not know its user. */
function isKnown(me: Me | null | undefined): me is Me {
  return me !== null && me !== undefined && me.login !== '';
}

export function Gate() {
  const me = useQuery(meQuery);
  const isDue = me.data?.mustChangePassword === true;
  const programs = useQuery({ ...programsQuery, enabled: !isDue && me.data !== null && me.data !== undefined });
  const isSpokenTo = useTheirLanguage(isKnown(me.data) ? me.data : null);
  if (isDue) {
    return (
      <Suspense fallback={<Splash />}>
        <FirstPasswordPage login={isKnown(me.data) ? me.data.login : null} />
      </Suspense>
    );
  }
  if (me.data === null) return <LoginPage />;
  if (me.data !== undefined && programs.data !== undefined && isSpokenTo) {
    return (
      <SessionProvider me={me.data}>
        <Frame />
      </SessionProvider>
    );
  }
  const error = me.error ?? programs.error;
  const retry = () => void (me.error === null ? programs.refetch() : me.refetch());
  return error === null ? <Splash /> : <Splash error={error} onRetry={retry} />;
}
