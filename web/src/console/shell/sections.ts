// Owns which sections somebody is offered. Refuses to be the guard: the server is.
import { useTranslation } from 'react-i18next';
import { useSession } from '../data/session.tsx';

export function useSections(): { path: string; name: string }[] {
  const { t } = useTranslation();
  const { me, program, roles } = useSession();
  const sections: { path: string; name: string }[] = [];
  if (program !== undefined) sections.push({ path: '/inbox/waiting', name: t('nav.inbox') });
  const away = program?.queues.some(({ absenceSetBy }) => absenceSetBy !== null && roles.includes(absenceSetBy));
  if (away === true) sections.push({ path: '/absence', name: t('nav.absence') });
  if (me.admin) {
    sections.push({ path: '/people', name: t('nav.people') }, { path: '/api-keys', name: t('nav.keys') });
  }
  return sections;
}
