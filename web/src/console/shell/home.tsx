// The start page: the first section of the program, or the people for an administrator without a program.
import { Navigate } from 'react-router';
import { processSections } from '../cases/screens.ts';
import { useSession } from '../data/session.tsx';
import { NoAccess } from './no-access.tsx';
import { adminSections } from './sections.ts';

export function Home() {
  const { me, program, roles } = useSession();
  const [first] = program === undefined && me.admin ? adminSections : processSections(program, roles);
  return first === undefined ? <NoAccess /> : <Navigate to={first.path} replace />;
}
