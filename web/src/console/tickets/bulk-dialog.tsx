import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';
import type { Ticket } from '../../shared/wire.ts';
import { AskForm, type Missing } from '../cases/ask-form.tsx';
import { api } from '../data/api.ts';
import { problemIn, useAsking } from '../data/asking.ts';
import { useProgram } from '../data/session.tsx';
import { useNow } from '../data/ticking.ts';
import { daysLater, fieldsOfInstant, instantAt } from '../data/zoned-time.ts';
import { tell } from '../notifications/tell.ts';
import { BulkPreview } from './bulk-preview.tsx';
import { resultsOfAll } from './bulk-results.ts';
import { ResultFields } from './result-fields.tsx';
import { TeamSelect } from './team-select.tsx';
import { UntilFields } from './until-fields.tsx';

export type BulkKind = 'take' | 'assign' | 'wait' | 'close';

export type BulkCommand =
  | { kind: 'take' }
  | { kind: 'assign'; login: string }
  | { kind: 'wait'; until: string }
  | { kind: 'close'; result: string; note?: string };

type Typed = { login: string | null; when: { date: string; time: string }; result: string | null; note: string };

function commandOf(kind: BulkKind, { login, when, result, note }: Typed, timeZone: string): BulkCommand | null {
  switch (kind) {
    case 'take':
      return { kind };
    case 'assign':
      return login === null ? null : { kind, login };
    case 'wait': {
      const until = instantAt(when.date, when.time, timeZone);
      return until === null ? null : { kind, until };
    }
    case 'close':
      return result === null ? null : { kind, result, ...(note.trim() === '' ? {} : { note: note.trim() }) };
  }
}

const lacking = { take: '', assign: 'login', wait: 'until', close: 'result' } as const;
const sentences = {
  take: '',
  assign: 'moves.personMissing',
  wait: 'booking.missing.visits',
  close: 'tickets.resultMissing',
} as const;

type Props = { kind: BulkKind; tickets: readonly Ticket[]; onClose: () => void; onDone: () => void };

export function BulkDialog({ kind, tickets, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const { timeZone } = useProgram();
  const asking = useAsking();
  const now = useNow();
  const [typed, setTyped] = useState<Typed>(() => ({
    login: null,
    when: { date: daysLater(fieldsOfInstant(now, timeZone).date, 1), time: '12:00' },
    result: null,
    note: '',
  }));
  const command = commandOf(kind, typed, timeZone);
  const missing: Missing | null = command === null ? { field: lacking[kind], missing: t(sentences[kind]) } : null;
  const send = async (): Promise<Problem | null> => {
    if (command === null) return null;
    const body = { tickets: tickets.map(({ id }) => id), command };
    const result = await asking.ask(
      'bulk',
      (key) => api.POST('/v1/tickets/bulk', { params: { header: { 'Idempotency-Key': key } }, body }),
      { tells: false },
    );
    if (result?.kind === 'ok') {
      const { accepted, refused } = result.data;
      tell({ message: t('team.bulkDone', { done: accepted.length, refused: refused.length }) });
      onDone();
    }
    return problemIn(result);
  };
  return (
    <AskForm
      title={t('team.bulkTitle', { what: t(`team.many.${kind}`), count: tickets.length })}
      submit={t(`team.many.${kind}`)}
      busy={asking.running !== null}
      stillTrying={asking.stillTrying}
      missing={missing}
      send={send}
      onClose={onClose}
      fields={[lacking[kind]]}
      isCrossed={kind === 'assign'}
    >
      {(errorAt) => (
        <>
          <BulkFields kind={kind} tickets={tickets} typed={typed} onChange={setTyped} errorAt={errorAt} />
          {command !== null && <BulkPreview tickets={tickets} command={command} />}
        </>
      )}
    </AskForm>
  );
}

type FieldsProps = Pick<Props, 'kind' | 'tickets'> & {
  typed: Typed;
  onChange: (typed: Typed) => void;
  errorAt: (field: string) => string | undefined;
};

function BulkFields({ kind, tickets, typed, onChange, errorAt }: FieldsProps) {
  const put = (part: Partial<Typed>) => onChange({ ...typed, ...part });
  switch (kind) {
    case 'take':
      return null;
    case 'assign':
      return (
        <TeamSelect
          team={tickets[0]?.team ?? ''}
          login={typed.login}
          onChange={(login) => put({ login })}
          error={errorAt('login')}
        />
      );
    case 'wait':
      return <UntilFields {...typed.when} onChange={(when) => put({ when })} error={errorAt('until')} />;
    case 'close':
      return (
        <ResultFields
          results={resultsOfAll(tickets)}
          result={typed.result}
          onResult={(result) => put({ result })}
          note={typed.note}
          onNote={(note) => put({ note })}
          errorAt={errorAt}
        />
      );
  }
}
