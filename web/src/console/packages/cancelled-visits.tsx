// FK-21: past visits are recorded here before the package is cancelled.
import { Button, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';
import type { CancellationPreview, ServicePackage } from '../../shared/wire.ts';
import cases from '../cases/cases.module.css';
import { Moment } from '../cases/moment.tsx';
import type { Asking } from '../data/asking.ts';
import { focusFirstInvalid } from '../data/first-invalid.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import moves from '../moves/moves.module.css';
import styles from './packages.module.css';
import { useVisitRecord } from './visit-records.ts';
import { outcomesFor, type VisitOutcome } from './visit-rules.ts';

type CancelledVisit = CancellationPreview['visits'][number];
type Props = { servicePackage: ServicePackage; asking: Asking };

export function CancelledVisits({
  visits,
  error,
  ...props
}: Props & { visits: readonly CancelledVisit[]; error: string | undefined }) {
  const { t } = useTranslation();
  if (visits.length === 0) return null;
  return (
    <section aria-label={t('packageQuestions.plannedVisits')} className={styles.becoming}>
      <h3>{t('packageQuestions.plannedVisits')}</h3>
      <ul className={cases.list}>
        {visits.map((visit) => (
          <li key={visit.id} data-becomes={visit.becomes}>
            <strong>
              <Moment at={visit.startsAt} />
            </strong>
            <span>{t(`packageQuestions.becomes.${visit.becomes}`)}</span>
            {visit.becomes === 'unrecorded' && <Settling visit={visit} {...props} />}
          </li>
        ))}
      </ul>
      <p className={moves.missing} role="alert">
        {error}
      </p>
    </section>
  );
}

/** One press records a past visit. “The centre did not come” needs a reason. */
function Settling({ visit, servicePackage, asking }: Props & { visit: CancelledVisit }) {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  const speak = useSpokenProblem();
  const record = useVisitRecord(servicePackage, asking);
  const [isAsked, setIsAsked] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const settle = async (outcome: VisitOutcome, reason?: string) => {
    setProblem(null);
    setProblem(await record({ visitId: visit.id, outcome, ...(reason === undefined ? {} : { reason }) }));
  };
  if (!servicePackage.may.includes('complete-visit')) return null;
  return (
    <div className={styles.settling}>
      <span className={cases.buttons}>
        {outcomesFor(servicePackage).map((outcome) => {
          const words = t(`packageQuestions.outcomes.${outcome}`);
          return (
            <Button
              key={outcome}
              size="compact-sm"
              variant="default"
              classNames={{ root: styles.long, label: styles.longLabel }}
              disabled={asking.running !== null}
              aria-expanded={outcome === 'not-held' ? isAsked : undefined}
              aria-label={`${words}: ${times.dateTime(visit.startsAt)}`}
              onClick={() => (outcome === 'not-held' ? setIsAsked(!isAsked) : void settle(outcome))}
            >
              {words}
            </Button>
          );
        })}
      </span>
      {isAsked && (
        <NotHeldReason busy={asking.running !== null} onReason={(reason) => void settle('not-held', reason)} />
      )}
      <p className={moves.missing} role="alert">
        {problem !== null && speak(problem)}
      </p>
    </div>
  );
}

// Inside the form of the dialog: Enter records the visit and cancels nothing.
function NotHeldReason({ busy, onReason }: { busy: boolean; onReason: (reason: string) => void }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [isTried, setIsTried] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const send = () => {
    setIsTried(true);
    if (reason.trim() === '') return focusFirstInvalid(box.current);
    onReason(reason.trim());
  };
  return (
    <div ref={box} className={styles.reason}>
      <TextInput
        label={t('packageQuestions.notHeldReason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          send();
        }}
        error={isTried && reason.trim() === '' ? t('finance.reasonMissing') : undefined}
        maxLength={2_000}
        classNames={{ input: cases.free }}
        autoFocus
      />
      <Button size="compact-md" loading={busy} onClick={send}>
        {t('packageQuestions.record')}
      </Button>
    </div>
  );
}
