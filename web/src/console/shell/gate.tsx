// Owns the door of the console: the login page, or the frame with everything in it. Refuses to know who may do what.
import { useQuery } from '@tanstack/react-query';
import { meQuery, programsQuery, SessionProvider } from '../data/session.tsx';
import { Frame } from './frame.tsx';
import { LoginPage } from './login-page.tsx';
import { Splash } from './splash.tsx';

export function Gate() {
  const me = useQuery(meQuery);
  const programs = useQuery({ ...programsQuery, enabled: me.data !== null && me.data !== undefined });
  if (me.data === null) return <LoginPage />;
  if (me.data !== undefined && programs.data !== undefined) {
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
