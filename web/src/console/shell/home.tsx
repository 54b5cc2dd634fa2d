// The start page: waiting conversations, or the people for an administrator without a program.
import { Navigate } from 'react-router';
import { useSession } from '../data/session.tsx';
import { NoAccess } from './no-access.tsx';
import { caseSections } from './case-sections.ts';
import { hasConversations } from './sections.ts';

export function Home() {
  const { me, program, roles } = useSession();
  if (program === undefined && !me.admin) return <NoAccess />;
  if (program === undefined) return <Navigate to="/people" replace />;
  const [first] = hasConversations(program) ? [] : caseSections(program, roles);
  return <Navigate to={first ?? '/inbox/waiting'} replace />;
}
