// Owns where somebody arrives: the requests that wait, or the people for an administrator without a program.
import { Navigate } from 'react-router';
import { useSession } from '../data/session.tsx';

export function Home() {
  const { program } = useSession();
  return <Navigate to={program === undefined ? '/people' : '/inbox/waiting'} replace />;
}
