// The lines name no case: an administrator may see none.
import { useTranslation } from 'react-i18next';
import type { HeldWork } from '../../shared/wire.ts';
import { listed } from '../data/locale.ts';
import styles from '../settings/settings.module.css';

type InHand = HeldWork['holds'];

/** `goesBack` is the text key for the work that would go back. */
export function HeldLines({ held, goesBack }: { held: HeldWork; goesBack: 'held.goesBack' | 'held.goesBackRevoked' }) {
  const { t, i18n } = useTranslation();
  const work = (inHand: InHand) => ({
    work: listed(
      i18n.language,
      inHand.map(({ process, count }) => t(`held.work.${process}`, { count, defaultValue: String(count) })),
    ),
  });
  if (held.holds.length === 0) return <p className={styles.quiet}>{t('held.nothing')}</p>;
  return (
    <div role="status">
      <p>{t('held.holds', work(held.holds))}</p>
      <p>{held.givesBack.length === 0 ? t('held.stays') : <strong>{t(goesBack, work(held.givesBack))}</strong>}</p>
    </div>
  );
}
