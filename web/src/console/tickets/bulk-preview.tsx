// Before an action on many tickets: how many it changes, which it skips and why.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { dataOf } from '../../shared/api.ts';
import type { Ticket } from '../../shared/wire.ts';
import { useLabels } from '../cases/labels.ts';
import { Loaded } from '../cases/loaded.tsx';
import { api } from '../data/api.ts';
import { shownText } from '../data/shown-text.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import settings from '../settings/settings.module.css';
import type { BulkCommand } from './bulk-dialog.tsx';

/** The note does not change whether a ticket accepts the action. */
function previewQuery(tickets: readonly Ticket[], command: BulkCommand) {
  const asked = command.kind === 'close' ? { kind: command.kind, result: command.result } : command;
  const body = { tickets: tickets.map(({ id }) => id), command: asked };
  return {
    queryKey: ['bulk-preview', body],
    queryFn: () => dataOf(api.POST('/v1/tickets/bulk/preview', { body })),
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  };
}

export function BulkPreview({ tickets, command }: { tickets: readonly Ticket[]; command: BulkCommand }) {
  const { t } = useTranslation();
  const labels = useLabels();
  const speak = useSpokenProblem();
  const query = useQuery(previewQuery(tickets, command));
  const nameOf = (id: string) => {
    const found = tickets.find((one) => one.id === id);
    return found === undefined ? id : `${found.customer.name}, ${labels.ticketType(found.type)}`;
  };
  return (
    <div className={settings.preview} role="status">
      <Loaded query={query}>
        {({ accepted, refused }) => (
          <>
            <strong>{t('team.willChange', { count: accepted.length })}</strong>
            {refused.length > 0 && <p>{t('team.willNot', { count: refused.length })}</p>}
            <ul>
              {refused.map(({ ticket, code }) => (
                <li key={ticket}>
                  <bdi>{shownText(nameOf(ticket))}</bdi>:{' '}
                  {speak({ code, status: 409, retryAfterSeconds: null, details: {} })}
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </div>
  );
}
