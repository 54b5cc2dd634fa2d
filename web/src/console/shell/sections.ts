// Owns which sections somebody is offered. Refuses to be the guard: the server is.
import { useTranslation } from 'react-i18next';
import type { Program } from '../../shared/wire.ts';
import { useSession } from '../data/session.tsx';

type CasePath = '/booking' | '/packages' | '/tickets' | '/team' | '/finance' | '/visits';

export function hasConversations(program: Program | undefined): boolean {
  return (program?.categories.length ?? 0) > 0;
}

const has = (roles: readonly string[], wanted: readonly string[] = []) => roles.some((role) => wanted.includes(role));

/** What somebody works with in a program with packages or tickets, what they need first at the front. */
export function caseSections(program: Program | undefined, roles: readonly string[]): CasePath[] {
  const packages = program?.packages ?? null;
  const leads = program?.ticketTypes.some(({ lead }) => roles.includes(lead)) === true;
  const works = program?.ticketTypes.some(({ team }) => roles.includes(team)) === true;
  const books = has(roles, packages?.bookedBy);
  const completes = has(roles, packages?.visitsCompletedBy);
  const found: [CasePath, boolean][] = [
    ['/finance', has(roles, packages?.refundsApprovedBy)],
    ['/team', leads],
    ['/tickets', works],
    ['/visits', completes && !books],
    ['/booking', books],
    ['/tickets', !works && (leads || books || completes)],
    ['/packages', packages !== null],
    ['/visits', completes && books],
  ];
  return found.filter(([, isTheirs]) => isTheirs).map(([path]) => path);
}

export function useSections(): { path: string; name: string }[] {
  const { t } = useTranslation();
  const { me, program, roles } = useSession();
  const sections: { path: string; name: string }[] = [];
  if (hasConversations(program)) sections.push({ path: '/inbox/waiting', name: t('nav.inbox') });
  sections.push(...caseSections(program, roles).map((path) => ({ path, name: t(`nav.${path.slice(1)}`) })));
  const away = program?.queues.some(({ absenceSetBy }) => absenceSetBy !== null && roles.includes(absenceSetBy));
  if (away === true) sections.push({ path: '/absence', name: t('nav.absence') });
  if (me.admin) {
    sections.push({ path: '/people', name: t('nav.people') }, { path: '/api-keys', name: t('nav.keys') });
  }
  return sections;
}
