// Owns saying what happens next, when and by which rule. Refuses to be a live region: a countdown must not be read aloud.
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../shared/wire.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { useNow } from '../data/ticking.ts';
import { Icon } from '../shell/icons.tsx';
import styles from './row.module.css';

type Step = NonNullable<Conversation['nextAction']>;

export function NextAction({ step }: { step: Step }) {
  const now = useNow();
  const line = useNextLine();
  return (
    <span className={styles.next}>
      <Icon name="clock" size={15} />
      <span>
        {line(step, now)} <span className={styles.rule}>· {step.rule}</span>
      </span>
    </span>
  );
}

/** The sentence for a planned step: a program's rule may have words of its own. */
export function useNextLine(): (step: Step, now: number) => string {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  return ({ at, what, rule }, now) => {
    const said = t([`next.${what}.${rule}`, `next.${what}.other`, 'next.other']);
    const left = Date.parse(at) - now;
    return left <= 0 ? t('next.soon', { what: said }) : t('next.line', { duration: times.countdown(left), what: said });
  };
}
