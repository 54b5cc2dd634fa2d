// Owns what can be done with a ticket: the outcome of a call in one press, the rest with a question. A button stands only
// for what `may` lists.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../shared/wire.ts';
import cases from '../cases/cases.module.css';
import { api } from '../data/api.ts';
import { useAsking } from '../data/asking.ts';
import { useSession } from '../data/session.tsx';
import { TicketDialogs, type TicketDialog } from './ticket-dialogs.tsx';
import styles from './tickets.module.css';

/** `isShort` leaves out what stands on the ticket's own page. */
export function TicketButtons({ ticket, isShort = false }: { ticket: Ticket; isShort?: boolean }) {
  const { t } = useTranslation();
  const asking = useAsking();
  const [dialog, setDialog] = useState<TicketDialog | null>(null);
  const { id, may } = ticket;
  const others = isShort ? (['close'] as const) : (['close', 'wait', 'assign', 'note'] as const);
  const about = `${ticket.customer.name}`;
  return (
    <div className={styles.buttons}>
      <CallButtons ticket={ticket} asking={asking} isShort={isShort} />
      {others
        .filter((action) => may.includes(action))
        .map((action) => (
          <Button
            key={action}
            size="compact-md"
            variant={action === 'close' && ticket.status === 'resolved' ? 'filled' : 'default'}
            onClick={() => setDialog(action)}
            aria-label={isShort ? t('tickets.about', { what: t(`tickets.${action}`), about }) : undefined}
          >
            {t(`tickets.${action}`)}
          </Button>
        ))}
      <span className={cases.trying} role="status">
        {asking.stillTrying && dialog === null && t('moves.stillTrying')}
      </span>
      <TicketDialogs key={id} dialog={dialog} ticket={ticket} asking={asking} onClose={() => setDialog(null)} />
    </div>
  );
}

type CallProps = { ticket: Ticket; asking: ReturnType<typeof useAsking>; isShort: boolean };

function CallButtons({ ticket, asking, isShort }: CallProps) {
  const { t } = useTranslation();
  const { me } = useSession();
  const { id, may, assignee, status, customer } = ticket;
  const options = (key: string) => ({ params: { path: { id }, header: { 'Idempotency-Key': key } } });
  const take = () =>
    asking.ask('take', (key) => api.POST('/v1/tickets/{id}/take', { ...options(key), body: {} }), {
      done: t('tickets.taken'),
    });
  const record = (outcome: 'answered' | 'no-answer') =>
    asking.ask(outcome, (key) => api.POST('/v1/tickets/{id}/calls', { ...options(key), body: { outcome } }), {
      done: t(`tickets.recorded.${outcome}`),
    });
  const named = (what: string) => (isShort ? t('tickets.about', { what, about: customer.name }) : undefined);
  return (
    <>
      {may.includes('take') && assignee !== me.login && (
        <Button
          size="compact-md"
          variant="default"
          loading={asking.running === 'take'}
          onClick={() => void take()}
          aria-label={named(t('tickets.take'))}
        >
          {t('tickets.take')}
        </Button>
      )}
      {may.includes('record-call') &&
        status !== 'resolved' &&
        (['answered', 'no-answer'] as const).map((outcome) => (
          <Button
            key={outcome}
            size="compact-md"
            variant={outcome === 'answered' ? 'filled' : 'light'}
            loading={asking.running === outcome}
            onClick={() => void record(outcome)}
            aria-label={named(t(`tickets.calls.${outcome}`))}
          >
            {t(`tickets.calls.${outcome}`)}
          </Button>
        ))}
    </>
  );
}
