// Keeps a person from filling in a form that would be refused. The server guards the data.
import { type ReactNode, useLayoutEffect } from 'react';
import { Outlet, useLocation } from 'react-router';
import type { Screens } from '../cases/screens-shape.ts';
import { useSession } from '../data/session.tsx';
import { NoAccess } from './no-access.tsx';
import { sectionOf, useProgramOf } from './sections.ts';

/** A section is open to the people who are offered it. */
export function OnlyOwnSections(): ReactNode {
  const { pathname } = useLocation();
  const found = useProgramOf((_, sections) => sections.some(({ path }) => sectionOf(path) === sectionOf(pathname)));
  return <Let {...found} />;
}

/** A case page is open to all people in its program: other pages link to it, and it offers only allowed actions. */
export function OnlyForCases({ of }: { of: Screens }): ReactNode {
  return <Let {...useProgramOf((program) => program !== undefined && of.isIn(program))} />;
}

// The address of another program of theirs switches to it. A program that they choose afterwards stays.
function Let({ isIn, other }: ReturnType<typeof useProgramOf>): ReactNode {
  const { pathname } = useLocation();
  const { chooseProgram } = useSession();
  useLayoutEffect(() => {
    if (!isIn && other !== undefined) chooseProgram(other.name);
    // oxlint-disable-next-line react/exhaustive-deps -- once for each address
  }, [pathname]);
  return isIn ? <Outlet /> : <NoAccess />;
}
