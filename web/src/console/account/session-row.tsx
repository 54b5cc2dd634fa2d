import { Button, Table } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { resultOf } from '../../shared/api.ts';
import type { LoginSession } from '../../shared/wire.ts';
import { api } from '../data/api.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { tell } from '../notifications/tell.ts';
import { browserName } from './browser-name.ts';

export function SessionRow({ session }: { session: LoginSession }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const speak = useSpokenProblem();
  const times = useSpokenTimes();
  const [busy, setBusy] = useState(false);
  const { id, current, address, startedAt, lastUsedAt } = session;
  const browser = browserName(session.userAgent) ?? t('account.unknownBrowser');
  const end = async () => {
    setBusy(true);
    const answer = await resultOf(api.DELETE('/v1/me/sessions/{id}', { params: { path: { id } } }));
    setBusy(false);
    const isGone = answer.kind === 'ok' || answer.problem.status === 404;
    tell(isGone ? { message: t('account.ended') } : { message: () => speak(answer.problem), isProblem: true });
    await client.invalidateQueries({ queryKey: ['sessions'] });
  };
  return (
    <Table.Tr>
      <Table.Td data-label={t('account.browser')}>
        <bdi>{browser}</bdi>
      </Table.Td>
      <Table.Td data-label={t('account.address')}>
        <bdi>{address ?? '—'}</bdi>
      </Table.Td>
      <Table.Td data-label={t('account.since')}>{times.dateTime(startedAt)}</Table.Td>
      <Table.Td data-label={t('account.used')}>{times.dateTime(lastUsedAt)}</Table.Td>
      <Table.Td>
        {current ? (
          t('account.here')
        ) : (
          <Button size="compact-sm" variant="default" loading={busy} onClick={() => void end()}>
            {t('account.end')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
