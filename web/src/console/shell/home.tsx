// The start page: the first section of the program, or the people for an administrator without a program.
import { Navigate } from 'react-router';
import { processSections } from '../cases/screens.ts';
import { useSession } from '../data/session.tsx';
import { NoAccess } from './no-access.tsx';
import { PROGRAM_OWNER } from './program-owner.ts';
import { adminSections, rulesSection } from './sections.ts';

export function Home() {
  const { me, program, roles } = useSession();
  const own = roles.includes(PROGRAM_OWNER) ? [rulesSection] : [];
  const [first] = program === undefined && me.admin ? adminSections : [...processSections(program, roles), ...own];
  return first === undefined ? <NoAccess /> : <Navigate to={first.path} replace />;
}
