// Owns a notification's sentence. Refuses to name the customer: it is shown outside of the console too.
import { useTranslation } from 'react-i18next';
import type { Notification } from '../../shared/wire.ts';
import { categoryLabel } from '../data/labels.ts';
import { useSession } from '../data/session.tsx';

export function useNotificationText(): (notification: Pick<Notification, 'kind' | 'details'>) => string {
  const { t } = useTranslation();
  const { program } = useSession();
  return ({ kind, details }) => {
    const { category, assignee } = (details ?? {}) as Record<string, unknown>;
    const text = t([`bell.kinds.${kind}`, 'bell.kinds.other'], { assignee: `${assignee ?? '—'}` });
    return category === undefined ? text : t('bell.about', { text, category: categoryLabel(program, category) });
  };
}
