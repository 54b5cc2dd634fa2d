// One question for everything unusual about a booking, before it is sent.
import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Question } from '../../shared/wire.ts';
import { useReturnedFocus } from '../cases/returned-focus.ts';
import { useProduct } from '../data/use-product.ts';
import { useProgram } from '../data/session.tsx';
import { useSpokenMoney } from '../data/spoken-money.ts';
import { useNow } from '../data/ticking.ts';
import { useWrittenMoments } from '../data/written-moments.ts';
import { daysUntil, fieldsOfInstant } from '../data/zoned-time.ts';
import moves from '../moves/moves.module.css';
import { packagePath } from '../packages/package-facts.ts';
import styles from './booking.module.css';

/** At most this many times are listed; of the others only the number is shown. */
const MOST = 5;

type Props = {
  questions: readonly Question[];
  /** The package's number of visits and price, when there is a price to ask about. */
  sold?: { visits: number; priceMinor: number };
  submit: string;
  busy: boolean;
  stillTrying: boolean;
  /** The server's refusal after a yes. */
  problem?: string | null;
  onConfirm: () => void;
  onBack: () => void;
};

export function QuestionsDialog({ questions, sold, submit, busy, stillTrying, problem, onConfirm, onBack }: Props) {
  const { t } = useTranslation();
  useReturnedFocus();
  return (
    <Modal opened onClose={onBack} title={t('booking.questions.title')} size="lg" withCloseButton={false}>
      <div className={moves.form}>
        <ul className={styles.questions}>
          {questions.map((question) => (
            <li key={question.what}>
              <Asked question={question} sold={sold} />
            </li>
          ))}
        </ul>
        <p className={moves.missing} role="alert">
          {problem}
        </p>
        <p className={moves.trying} role="status">
          {stillTrying && t('moves.stillTrying')}
        </p>
        <div className={moves.buttons}>
          {/* Enter presses this button, so continued typing sends nothing. */}
          <Button variant="default" onClick={onBack} disabled={busy} data-autofocus>
            {t('booking.questions.back')}
          </Button>
          <Button onClick={onConfirm} loading={busy}>
            {submit}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

function Asked({ question, sold }: { question: Question; sold: Props['sold'] }): ReactNode {
  const { t } = useTranslation();
  const product = useProduct();
  const { timeZone, packages } = useProgram();
  const money = useSpokenMoney();
  const now = useNow();
  const { what, visits, usualMinor } = question;
  const price = (minor: number | null | undefined) => (packages === null ? '' : money(minor ?? 0, packages.currency));
  const days = visits[0] === undefined ? 0 : daysUntil(visits[0], now, timeZone);
  return (
    <>
      <strong>{t(`booking.questions.${what}`, { count: what === 'first-visit-far' ? days : visits.length })}</strong>
      {what === 'price-unusual' && (
        <p>
          {t('booking.questions.prices', {
            price: price(sold?.priceMinor),
            usual: price(usualMinor),
            visits: product.visits(sold?.visits ?? 0),
          })}
        </p>
      )}
      <Moments visits={visits} />
      {question.packages.map((id) => (
        // A new tab keeps the form as it is.
        <Link key={id} to={packagePath(id)} target="_blank">
          {t('booking.questions.otherPackage')}
        </Link>
      ))}
    </>
  );
}

function Moments({ visits }: { visits: readonly string[] }) {
  const { t } = useTranslation();
  const { timeZone } = useProgram();
  const written = useWrittenMoments();
  if (visits.length === 0) return null;
  // Two visits at the same time are listed once.
  const moments = [...new Set(visits)];
  const rest = moments.length - MOST;
  return (
    <ul>
      {moments.slice(0, MOST).map((at) => {
        const { date, time } = fieldsOfInstant(at, timeZone);
        return <li key={at}>{written(date, time)}</li>;
      })}
      {rest > 0 && <li>{t('booking.questions.more', { count: rest })}</li>}
    </ul>
  );
}
