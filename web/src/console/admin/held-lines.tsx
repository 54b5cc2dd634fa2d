// The lines name no case: an administrator may see none.
import { useTranslation } from 'react-i18next';
import type { HeldWork } from '../../shared/wire.ts';
import styles from '../settings/settings.module.css';

type InHand = HeldWork['holds'];

/** `goesBack` is the text key for the work that would go back. */
export function HeldLines({ held, goesBack }: { held: HeldWork; goesBack: 'held.goesBack' | 'held.goesBackRevoked' }) {
  const { t } = useTranslation();
  const amounts = ({ conversations, tickets }: InHand) => ({
    requests: t('held.requests', { count: conversations.count }),
    tickets: t('held.tickets', { count: tickets.count }),
  });
  if (isEmpty(held.holds)) return <p className={styles.quiet}>{t('held.nothing')}</p>;
  return (
    <div role="status">
      <p>{t('held.holds', amounts(held.holds))}</p>
      <p>{isEmpty(held.givesBack) ? t('held.stays') : <strong>{t(goesBack, amounts(held.givesBack))}</strong>}</p>
    </div>
  );
}

function isEmpty({ conversations, tickets }: InHand): boolean {
  return conversations.count + tickets.count === 0;
}
