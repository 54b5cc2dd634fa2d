// Sections are an offer only. The server guards the data.
import { useTranslation } from 'react-i18next';
import type { Me, Program } from '../../shared/wire.ts';
import { useSession } from '../data/session.tsx';
import { caseSections } from './case-sections.ts';

export function hasConversations(program: Program | undefined): boolean {
  return (program?.categories.length ?? 0) > 0;
}

export function hasCases(program: Program | undefined): boolean {
  return program !== undefined && (program.packages !== null || program.ticketTypes.length > 0);
}

/** The first part of an address is shared by all pages of a section. */
export function sectionOf(path: string): string | undefined {
  return path.split('/')[1];
}

/** Addresses of the sections that a person is offered, with or without a program. */
function sectionPaths(me: Me, program: Program | undefined): string[] {
  const roles = me.memberships.filter((held) => held.program === program?.name).map(({ role }) => role);
  const away = program?.queues.some(({ absenceSetBy }) => absenceSetBy !== null && roles.includes(absenceSetBy));
  return [
    ...(hasConversations(program) ? ['/inbox/waiting'] : []),
    ...caseSections(program, roles),
    ...(away === true ? ['/absence'] : []),
    ...(me.admin ? ['/people', '/api-keys'] : []),
  ];
}

export function useSections(): { path: string; name: string }[] {
  const { t } = useTranslation();
  const { me, program } = useSession();
  const names: Readonly<Record<string, string>> = { '/inbox/waiting': 'inbox', '/api-keys': 'keys' };
  return sectionPaths(me, program).map((path) => ({ path, name: t(`nav.${names[path] ?? path.slice(1)}`) }));
}

/** The program in which the person has a page: the one in view if possible. */
export function useProgramOf(isThere: (program: Program | undefined, paths: readonly string[]) => boolean) {
  const { me, programs, program } = useSession();
  const mine = programs.filter(({ name }) => me.memberships.some((held) => held.program === name));
  const candidates = [program, ...mine];
  return {
    isIn: isThere(program, sectionPaths(me, program)),
    other: candidates.find((one) => isThere(one, sectionPaths(me, one))),
  };
}
