// Owns the one thing that a package or a ticket waits for: what, who, when and by which rule.
import { useTranslation } from 'react-i18next';
import { Moment } from '../cases/moment.tsx';
import { type Step, useByWords, useNextWords } from '../cases/next-line.ts';
import { useNow } from '../data/ticking.ts';
import { Icon } from '../shell/icons.tsx';
import styles from './packages.module.css';

export function NextStep({ step }: { step: Step | null }) {
  const { t } = useTranslation();
  const words = useNextWords();
  const byWhom = useByWords();
  const now = useNow();
  if (step === null) return <p className={styles.nothing}>{t('cases.nothingNext')}</p>;
  const { what, when, isLate } = words(step, now);
  const by = byWhom(step.by);
  return (
    <div className={styles.next} data-late={isLate}>
      <Icon name={isLate ? 'warn' : 'clock'} />
      <div>
        <p>
          <strong>{what}</strong>
        </p>
        <p className={styles.nextLine}>
          <span className={isLate ? styles.late : undefined}>{when}</span>
          {step.at !== null && <Moment at={step.at} />}
          {by !== null && <span>{by}</span>}
          {typeof step.rule === 'string' && <span>{t('timeline.rule', { rule: step.rule })}</span>}
        </p>
      </div>
    </div>
  );
}
