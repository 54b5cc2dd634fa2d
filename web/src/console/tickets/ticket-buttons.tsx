// Only the actions in `may` have a button. The outcome of a call takes one press.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../shared/wire.ts';
import cases from '../cases/cases.module.css';
import { useAsking } from '../data/asking.ts';
import { CallButtons } from './call-buttons.tsx';
import { RecordButtons } from './record-buttons.tsx';
import { asksForRecord } from './ticket-task.ts';
import { TicketDialogs, type TicketDialog } from './ticket-dialogs.tsx';
import styles from './tickets.module.css';

/** `isShort` leaves out what the ticket's own page shows. */
export function TicketButtons({ ticket, isShort = false }: { ticket: Ticket; isShort?: boolean }) {
  const { t } = useTranslation();
  const asking = useAsking();
  const [note, setNote] = useState('');
  const [dialog, setDialog] = useState<TicketDialog | null>(null);
  const { id, may } = ticket;
  const isRecord = asksForRecord(ticket);
  const others = isShort ? (['close'] as const) : (['close', 'wait', 'assign', 'note'] as const);
  const about = `${ticket.customer.name}`;
  return (
    <div className={styles.buttons}>
      <CallButtons ticket={ticket} asking={asking} isShort={isShort} note={note} onNote={setNote} />
      {isRecord && <RecordButtons ticket={ticket} asking={asking} isShort={isShort} />}
      {others
        // The record of its visit closes the ticket.
        .filter((action) => may.includes(action) && !(isRecord && action === 'close'))
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
      <TicketDialogs
        key={id}
        dialog={dialog}
        ticket={ticket}
        asking={asking}
        note={note}
        onNote={setNote}
        onClose={() => setDialog(null)}
      />
    </div>
  );
}
