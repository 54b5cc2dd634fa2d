import type { TicketDialogProps } from './ticket-dialog-props.ts';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AskForm } from '../cases/ask-form.tsx';
import cases from '../cases/cases.module.css';
import { api } from '../data/api.ts';
import { type Asking, problemIn } from '../data/asking.ts';
import { useProgramOf } from '../data/case-program.ts';
import { useProgram } from '../data/session.tsx';
import { useNow } from '../data/ticking.ts';
import { daysLater, fieldsOfInstant, instantAt } from '../data/zoned-time.ts';
import type { CallNote } from './call-buttons.tsx';
import { fieldsOf } from './field-values.ts';
import { ResultFields } from './result-fields.tsx';
import { useMissingFields } from './ticket-fields.tsx';
import { TicketAssignDialog } from './ticket-assign-dialog.tsx';
import { UntilFields } from './until-fields.tsx';

export type TicketDialog = 'close' | 'wait' | 'note' | 'assign';

type Props = TicketDialogProps & CallNote;

export function TicketDialogs({ dialog, ...props }: Props & { dialog: TicketDialog | null }) {
  switch (dialog) {
    case 'close':
      return <CloseTicket {...props} />;
    case 'wait':
      return <LetWait {...props} />;
    case 'note':
      return <NoteOnTicket {...props} />;
    case 'assign':
      return <TicketAssignDialog {...props} />;
    default:
      return null;
  }
}

const options = (id: string, key: string) => ({ params: { path: { id }, header: { 'Idempotency-Key': key } } });

const missingIn = (field: string, missing: string | null) => (missing === null ? null : { field, missing });

const stateOf = ({ running, stillTrying }: Asking) => ({ busy: running !== null, stillTrying });

// A note that was typed for a call but not recorded goes with the result, so that it is not lost.
function CloseTicket({ ticket, asking, onClose, note, onNote }: Props) {
  const { t } = useTranslation();
  const { id, results } = ticket;
  const toFill = useMissingFields(fieldsOf(ticket, useProgramOf(ticket)));
  const fields = toFill === null ? null : t('tickets.fields.missing', { fields: toFill });
  const [result, setResult] = useState<string | null>(null);
  const send = async () => {
    const body = { result: result ?? '', ...(note.trim() === '' ? {} : { note: note.trim() }) };
    const asked = asking.ask('close', (key) => api.POST('/v1/tickets/{id}/close', { ...options(id, key), body }), {
      done: t('tickets.closed'),
      tells: false,
    });
    return problemIn(await asked);
  };
  return (
    <AskForm
      title={t('tickets.closeTitle')}
      lead={t('tickets.closeLead')}
      submit={t('tickets.close')}
      {...stateOf(asking)}
      missing={missingIn('result', result === null ? t('tickets.resultMissing') : fields)}
      send={send}
      onClose={onClose}
      fields={['result', 'note']}
    >
      {(errorAt) => (
        <ResultFields
          results={results}
          result={result}
          onResult={setResult}
          note={note}
          onNote={onNote}
          errorAt={errorAt}
        />
      )}
    </AskForm>
  );
}

function LetWait({ ticket: { id }, asking, onClose }: TicketDialogProps) {
  const { t } = useTranslation();
  const { timeZone } = useProgram();
  const now = useNow();
  const [typed, setTyped] = useState(() => ({
    date: daysLater(fieldsOfInstant(now, timeZone).date, 1),
    time: '12:00',
  }));
  const until = instantAt(typed.date, typed.time, timeZone);
  const send = async () => {
    const body = { until: until ?? '' };
    const asked = asking.ask('wait', (key) => api.POST('/v1/tickets/{id}/wait', { ...options(id, key), body }), {
      done: t('tickets.waits'),
      tells: false,
    });
    return problemIn(await asked);
  };
  return (
    <AskForm
      title={t('tickets.waitTitle')}
      lead={t('tickets.waitLead')}
      submit={t('tickets.wait')}
      {...stateOf(asking)}
      missing={until === null ? { field: 'until', missing: t('booking.missing.visits') } : null}
      send={send}
      onClose={onClose}
      fields={['until']}
    >
      {(errorAt) => <UntilFields {...typed} onChange={setTyped} error={errorAt('until')} />}
    </AskForm>
  );
}

function NoteOnTicket({ ticket: { id }, asking, onClose }: TicketDialogProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const send = async () => {
    const body = { text: text.trim() };
    const asked = asking.ask('note', (key) => api.POST('/v1/tickets/{id}/notes', { ...options(id, key), body }), {
      done: t('tickets.noted'),
      tells: false,
    });
    return problemIn(await asked);
  };
  return (
    <AskForm
      title={t('tickets.noteTitle')}
      submit={t('tickets.note')}
      {...stateOf(asking)}
      missing={text.trim() === '' ? { field: 'text', missing: t('tickets.noteMissing') } : null}
      send={send}
      onClose={onClose}
      fields={['text']}
    >
      {(errorAt) => (
        <Textarea
          label={t('tickets.noteText')}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={errorAt('text')}
          maxLength={2_000}
          rows={3}
          classNames={{ input: cases.free }}
          data-autofocus
        />
      )}
    </AskForm>
  );
}
