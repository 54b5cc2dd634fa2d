// Owns who is let into a section of the console, so that nobody fills in a form that would be refused. Refuses to be the guard
// of data: the server is.
import { type ReactNode, useLayoutEffect } from 'react';
import { Outlet, useLocation } from 'react-router';
import { useSession } from '../data/session.tsx';
import { NoAccess } from './no-access.tsx';
import { hasCases, sectionOf, useProgramOf } from './sections.ts';

/** A section is for those who are offered it. */
export function OnlyOwnSections(): ReactNode {
  const { pathname } = useLocation();
  const found = useProgramOf((_program, paths) => paths.some((path) => sectionOf(path) === sectionOf(pathname)));
  return <Let {...found} />;
}

/** A case is for everybody of its program: others lead to it, and its page offers only what may be done. */
export function OnlyForCases(): ReactNode {
  return <Let {...useProgramOf(hasCases)} />;
}

// An address of another of their programs switches to that program. A program that they choose afterwards stays.
function Let({ isIn, other }: ReturnType<typeof useProgramOf>): ReactNode {
  const { pathname } = useLocation();
  const { chooseProgram } = useSession();
  useLayoutEffect(() => {
    if (!isIn && other !== undefined) chooseProgram(other.name);
    // oxlint-disable-next-line react/exhaustive-deps -- once for each address
  }, [pathname]);
  return isIn ? <Outlet /> : <NoAccess />;
}
