// The steps of open cases, before and after. Admins see no cases, so an id is no link.
import { useTranslation } from 'react-i18next';
import type { MovedCase } from '../../shared/wire.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { LeftMeanwhile } from './left-meanwhile.tsx';
import styles from './rules.module.css';

type Step = { at: string; rule: string | null };
export type CaseChange = {
  caseId: string;
  before: readonly Step[];
  after: readonly Step[] | null;
  meanwhile?: MovedCase['meanwhile'];
};

const MOST_SHOWN = 20;

export function CaseChanges({ changes, timeZone }: { changes: readonly CaseChange[]; timeZone: string }) {
  const { t } = useTranslation();
  const left = changes.length - MOST_SHOWN;
  return (
    <>
      <ul className={styles.caseChanges}>
        {changes.slice(0, MOST_SHOWN).map(({ caseId, before, after, meanwhile = null }) => (
          <li key={caseId}>
            <code dir="ltr">{caseId.slice(0, 8)}</code>
            <Steps title={t('rulesPage.stepsNow')} steps={before} timeZone={timeZone} />
            {after === null ? (
              <p className={styles.cannot}>{t('rulesPage.cannotHold')}</p>
            ) : (
              <Steps title={t('rulesPage.stepsThen')} steps={after} timeZone={timeZone} />
            )}
            {meanwhile !== null && <LeftMeanwhile meanwhile={meanwhile} timeZone={timeZone} />}
          </li>
        ))}
      </ul>
      {left > 0 && <p className={styles.quiet}>{t('rulesPage.moreCases', { count: left })}</p>}
    </>
  );
}

function Steps({ title, steps, timeZone }: { title: string; steps: readonly Step[]; timeZone: string }) {
  const { t } = useTranslation();
  const times = useSpokenTimes(timeZone);
  return (
    <div>
      <strong>{title}</strong>
      {steps.length === 0 && <p className={styles.quiet}>{t('rulesPage.noSteps')}</p>}
      {steps.map(({ at, rule }, place) => (
        <p key={place}>
          <time dateTime={at}>{times.dateTime(at)}</time> {rule !== null && <bdi className={styles.quiet}>{rule}</bdi>}
        </p>
      ))}
    </div>
  );
}
