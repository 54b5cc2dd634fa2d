// Booking during a call (FK-01 to FK-05, FK-13, FK-27). The server decides; a refusal is shown at its field.
import { Alert, Button } from '@mantine/core';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { focusFirstInvalid } from '../data/first-invalid.ts';
import { useProgram, useSession } from '../data/session.tsx';
import { minorUnitsOf, useSpokenMoney } from '../data/spoken-money.ts';
import cases from '../cases/cases.module.css';
import { useLabels } from '../cases/labels.ts';
import { packagePath } from '../packages/package-facts.ts';
import { useDocumentTitle } from '../shell/document-title.ts';
import styles from './booking.module.css';
import { useAgain } from './again.ts';
import { CustomerFields } from './customer-fields.tsx';
import { type Draft, missingFields, useDraft } from './draft.ts';
import { useFieldErrors } from './field-errors.ts';
import { NotBooked } from './not-booked.tsx';
import { PaymentFields } from './payment-fields.tsx';
import { QuestionsDialog } from './questions-dialog.tsx';
import { SalesCopy } from './sales-copy.tsx';
import { type Booking, useBooking } from './use-booking.ts';
import { VisitFields } from './visit-fields.tsx';

export function BookingPage() {
  const { t } = useTranslation();
  const { me } = useSession();
  const { name, timeZone, country, packages } = useProgram();
  const where = { timeZone, country, currency: packages?.currency ?? '', ways: packages?.paymentWays ?? [] };
  const drafting = useDraft(me.login, name);
  useAgain(drafting);
  const booking = useBooking(name, where, drafting);
  const [isChecked, setIsChecked] = useState(false);
  const lacking = missingFields(drafting.draft, where);
  const errors = useFieldErrors(booking.problem, isChecked ? lacking : [], where.currency);
  const form = useRef<HTMLFormElement>(null);
  useDocumentTitle(t('booking.title'));
  useFocusOnRefusal(form, booking);

  const startAgain = () => {
    drafting.clear();
    booking.forget();
    setIsChecked(false);
    form.current?.querySelector('input')?.focus();
  };
  const submit = () => {
    setIsChecked(true);
    if (lacking.length > 0) return focusFirstInvalid(form.current);
    void booking.book(drafting.draft);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    submit();
  };
  return (
    <div className={cases.page}>
      <div className={cases.head}>
        <h1>{t('booking.title')}</h1>
        <div className={cases.end}>
          <Button variant="default" onClick={startAgain}>
            {t('booking.clear')}
          </Button>
        </div>
      </div>
      <div className={styles.columns}>
        <form
          ref={form}
          className={styles.form}
          noValidate
          onKeyDown={onKeyDown}
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          {drafting.draft.again !== null && <AgainOf packageId={drafting.draft.again.packageId} />}
          <CustomerFields {...drafting} errors={errors} />
          <VisitFields {...drafting} errors={errors} />
          <PaymentFields {...drafting} errors={errors} />
          <NotBooked booking={booking} draft={drafting.draft} onNew={startAgain} />
          <Foot draft={drafting.draft} booking={booking} currency={where.currency} rest={errors.rest} />
        </form>
        <Questions draft={drafting.draft} booking={booking} currency={where.currency} />
        <SalesCopy />
      </div>
    </div>
  );
}

function AgainOf({ packageId }: { packageId: string }) {
  const { t } = useTranslation();
  return (
    <Alert className={styles.again} color="care" variant="light">
      {t('booking.again.filled')} <Link to={packagePath(packageId)}>{t('booking.again.old')}</Link>
    </Alert>
  );
}

function Questions({ draft, booking, currency }: { draft: Draft; booking: Booking; currency: string }) {
  const { t } = useTranslation();
  const { asking, questions, bookAnyway, goBack } = booking;
  if (questions.length === 0) return null;
  return (
    <QuestionsDialog
      questions={questions}
      sold={{ visits: draft.visits.length, priceMinor: minorUnitsOf(draft.price, currency) ?? 0 }}
      submit={t('booking.questions.book')}
      busy={asking.running !== null}
      stillTrying={asking.stillTrying}
      onConfirm={() => void bookAnyway(draft)}
      onBack={goBack}
    />
  );
}

type FootProps = { draft: Draft; booking: Booking; currency: string; rest: string | null };

function Foot({ draft, booking, currency, rest }: FootProps) {
  const { t } = useTranslation();
  const labels = useLabels();
  const money = useSpokenMoney();
  const minor = minorUnitsOf(draft.price, currency);
  const parts = [t('cases.visits', { count: draft.visits.length })];
  if (minor !== null && currency !== '') parts.push(money(minor, currency));
  if (draft.payment !== '') parts.push(labels.method(draft.payment));
  const { running, stillTrying } = booking.asking;
  return (
    <div className={styles.foot}>
      <p className={styles.summary}>{parts.join(' · ')}</p>
      <p className={styles.error} role="alert">
        {rest}
      </p>
      <p className={cases.trying} role="status">
        {stillTrying && t('moves.stillTrying')}
      </p>
      <Button type="submit" size="md" loading={running === 'book'} title="Ctrl+Enter">
        {t('booking.book')}
      </Button>
    </div>
  );
}

/** Moves the focus to the refused field, so that the person can go on typing. */
function useFocusOnRefusal(form: { current: HTMLFormElement | null }, { problem }: Booking): void {
  useEffect(() => {
    if (problem !== null) focusFirstInvalid(form.current);
  }, [form, problem]);
}
