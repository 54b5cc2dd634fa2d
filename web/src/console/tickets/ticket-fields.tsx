// What the program asks to be entered on such a ticket.
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../shared/wire.ts';
import { Card } from '../cases/card.tsx';
import cases from '../cases/cases.module.css';
import { useLabels } from '../cases/labels.ts';
import { useProgramOf } from '../data/case-program.ts';
import { listed, localeOf } from '../data/locale.ts';
import { shownText } from '../data/shown-text.ts';
import { useWrittenDates } from '../data/written-dates.ts';
import { FieldsDialog } from './fields-dialog.tsx';
import { emptyRequired, type FieldOnTicket, fieldsOf } from './field-values.ts';

export function TicketFields({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const fields = fieldsOf(ticket, useProgramOf(ticket));
  if (fields.length === 0) return null;
  const edit = ticket.may.includes('set-fields') && (
    <Button size="compact-md" variant="default" onClick={() => setOpen(true)}>
      {t('tickets.fields.edit')}
    </Button>
  );
  return (
    <Card title={t('tickets.fields.title')} aside={edit}>
      <dl className={cases.facts}>
        {fields.map((one) => (
          <FieldFact key={one.field} one={one} />
        ))}
      </dl>
      <StillEmpty ticket={ticket} fields={fields} />
      {isOpen && <FieldsDialog ticket={ticket} fields={fields} onClose={() => setOpen(false)} />}
    </Card>
  );
}

function FieldFact({ one }: { one: FieldOnTicket }) {
  const { t, i18n } = useTranslation();
  const labels = useLabels();
  const { date } = useWrittenDates();
  const { field, kind, value } = one;
  const shown = () => {
    if (value === null) return t('tickets.fields.none');
    if (typeof value === 'number') return new Intl.NumberFormat(localeOf(i18n.language), EXACT).format(value);
    if (kind === 'choice') return labels.ticketChoice(value);
    return (kind === 'date' && date(value)) || shownText(value);
  };
  return (
    <div>
      <dt>{labels.ticketField(field)}</dt>
      <dd className={cases.free}>{shown()}</dd>
    </div>
  );
}

// As it was entered.
const EXACT = { maximumFractionDigits: 20 } as const;

/** Says before an attempt to close what is still needed for it. */
function StillEmpty({ ticket, fields }: { ticket: Ticket; fields: readonly FieldOnTicket[] }) {
  const { t } = useTranslation();
  const missing = useMissingFields(fields);
  if (missing === null || ticket.status === 'closed') return null;
  return <p className={cases.quiet}>{t('tickets.fields.missing', { fields: missing })}</p>;
}

/** The names of required fields without a value; `null` when none is missing. */
export function useMissingFields(fields: readonly FieldOnTicket[]): string | null {
  const { i18n } = useTranslation();
  const labels = useLabels();
  const names = emptyRequired(fields).map((field) => labels.ticketField(field));
  return names.length === 0 ? null : listed(i18n.language, names);
}
