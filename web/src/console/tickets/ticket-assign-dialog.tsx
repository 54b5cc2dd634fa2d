import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AskForm } from '../cases/ask-form.tsx';
import { api } from '../data/api.ts';
import { problemIn } from '../data/asking.ts';
import { usePeopleNames } from '../data/people-names.ts';
import { TeamSelect } from './team-select.tsx';
import type { TicketDialogProps } from './ticket-dialogs.tsx';

export function TicketAssignDialog({ ticket: { id, team }, asking, onClose }: TicketDialogProps) {
  const { t } = useTranslation();
  const person = usePeopleNames();
  const [login, setLogin] = useState<string | null>(null);
  const send = async () => {
    const result = await asking.ask(
      'assign',
      (key) =>
        api.POST('/v1/tickets/{id}/assign', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { login: login ?? '' },
        }),
      { done: t('tickets.assigned', { person: person(login ?? '') }), tells: false },
    );
    return problemIn(result);
  };
  return (
    <AskForm
      title={t('tickets.assignTitle')}
      submit={t('tickets.assign')}
      busy={asking.running !== null}
      stillTrying={asking.stillTrying}
      missing={login === null ? { field: 'login', missing: t('moves.personMissing') } : null}
      send={send}
      onClose={onClose}
      fields={['login']}
      isCrossed
    >
      {(errorAt) => <TeamSelect team={team} login={login} onChange={setLogin} error={errorAt('login')} />}
    </AskForm>
  );
}
