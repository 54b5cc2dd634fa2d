// Owns who is let into a section of the console. Refuses to be the guard of data: the server is.
import type { ReactNode } from 'react';
import { Outlet } from 'react-router';
import { useSession } from '../data/session.tsx';
import { NoAccess } from './no-access.tsx';
import { hasConversations } from './sections.ts';

type Who = 'conversations' | 'packages' | 'admin';

/** `conversations` and `packages`: whoever works in a program that has them; `admin`: whoever administers. */
export function OnlyFor({ who }: { who: Who }): ReactNode {
  const { me, program } = useSession();
  const isIn = {
    conversations: hasConversations(program),
    packages: program !== undefined && (program.packages !== null || program.ticketTypes.length > 0),
    admin: me.admin,
  };
  return isIn[who] ? <Outlet /> : <NoAccess />;
}
