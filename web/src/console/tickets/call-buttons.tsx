import { Button, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../shared/wire.ts';
import cases from '../cases/cases.module.css';
import { api } from '../data/api.ts';
import type { Asking } from '../data/asking.ts';
import { useSession } from '../data/session.tsx';
import { asksForCall } from './ticket-task.ts';
import styles from './tickets.module.css';

/** The note about the call, while it is typed. */
export type CallNote = { note: string; onNote: (note: string) => void };

type CallProps = CallNote & { ticket: Ticket; asking: Asking; isShort: boolean };

export function CallButtons(props: CallProps) {
  const { ticket, asking, isShort } = props;
  const { t } = useTranslation();
  const { me } = useSession();
  const { id, may, assignee, status, customer } = ticket;
  const take = () =>
    asking.ask(
      'take',
      (key) =>
        api.POST('/v1/tickets/{id}/take', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body: {} }),
      { done: t('tickets.taken') },
    );
  return (
    <>
      {may.includes('record-call') && status !== 'resolved' && asksForCall(ticket) && <Outcomes {...props} />}
      {may.includes('take') && assignee !== me.login && (
        <Button
          size="compact-md"
          variant="default"
          loading={asking.running === 'take'}
          onClick={() => void take()}
          aria-label={isShort ? t('tickets.about', { what: t('tickets.take'), about: customer.name }) : undefined}
        >
          {t('tickets.take')}
        </Button>
      )}
    </>
  );
}

function Outcomes({ ticket: { id, customer }, asking, isShort, note, onNote }: CallProps) {
  const { t } = useTranslation();
  const record = async (outcome: 'answered' | 'no-answer') => {
    const body = { outcome, ...(note.trim() === '' ? {} : { note: note.trim() }) };
    const asked = await asking.ask(
      outcome,
      (key) =>
        api.POST('/v1/tickets/{id}/calls', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body }),
      { done: t(`tickets.recorded.${outcome}`) },
    );
    // The typed note stays for another try.
    if (asked?.kind === 'ok') onNote('');
  };
  return (
    <>
      {!isShort && (
        <Textarea
          className={styles.callNote}
          label={t('tickets.callNote')}
          value={note}
          onChange={(event) => onNote(event.currentTarget.value)}
          maxLength={2_000}
          autosize
          minRows={1}
          classNames={{ input: cases.free }}
        />
      )}
      {(['answered', 'no-answer'] as const).map((outcome) => {
        const what = t(`tickets.calls.${outcome}`);
        return (
          <Button
            key={outcome}
            size="compact-md"
            variant={outcome === 'answered' ? 'filled' : 'light'}
            loading={asking.running === outcome}
            onClick={() => void record(outcome)}
            aria-label={isShort ? t('tickets.about', { what, about: customer.name }) : undefined}
          >
            {what}
          </Button>
        );
      })}
    </>
  );
}
