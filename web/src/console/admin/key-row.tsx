import { Button, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ApiKey } from '../../shared/wire.ts';
import { useNames } from '../data/labels.ts';
import { usePeopleNames } from '../data/people-names.ts';
import { useSession } from '../data/session.tsx';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { useNow } from '../data/ticking.ts';
import styles from '../settings/settings.module.css';

const DAY_MS = 86_400_000;
// Enough time to make another key of the same name and to hand it over.
const SOON_DAYS = 14;

export function KeyRow({ apiKey: key, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const { t } = useTranslation();
  const names = useNames();
  const { programs } = useSession();
  const times = useSpokenTimes();
  const person = usePeopleNames();
  const now = useNow();
  const program = programs.find(({ name }) => name === key.program);
  const isExpired = key.expiresAt !== null && Date.parse(key.expiresAt) <= now;
  const isOver = key.revokedAt !== null || isExpired;
  return (
    <Table.Tr className={isOver ? styles.off : undefined}>
      <Table.Td data-label={t('apiKeys.name')}>{key.name}</Table.Td>
      <Table.Td data-label={t('apiKeys.program')}>{key.program}</Table.Td>
      <Table.Td data-label={t('apiKeys.roles')}>
        {key.roles.map((role) => names.role(program, role)).join(', ')}
      </Table.Td>
      <Table.Td data-label={t('apiKeys.scope')}>{t(`apiKeys.scopes.${key.scope}`)}</Table.Td>
      <Table.Td data-label={t('apiKeys.created')}>
        {t('apiKeys.by', { date: times.dateTime(key.createdAt), person: person(key.createdBy) })}
      </Table.Td>
      <Table.Td data-label={t('apiKeys.expires')}>
        <Expiry expiresAt={key.expiresAt} isOver={isOver} now={now} />
      </Table.Td>
      <Table.Td>
        {isOver ? (
          t(key.revokedAt === null ? 'apiKeys.isExpired' : 'apiKeys.isRevoked')
        ) : (
          <Button
            size="compact-sm"
            variant="default"
            onClick={onRevoke}
            aria-label={t('apiKeys.revokeTitle', { name: key.name })}
          >
            {t('apiKeys.revoke')}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Expiry({ expiresAt, isOver, now }: { expiresAt: string | null; isOver: boolean; now: number }) {
  const { t } = useTranslation();
  const times = useSpokenTimes();
  if (expiresAt === null) return t('apiKeys.never');
  const date = times.dateTime(expiresAt);
  const days = Math.floor((Date.parse(expiresAt) - now) / DAY_MS);
  if (isOver || days >= SOON_DAYS) return date;
  const words = days < 1 ? t('apiKeys.expiresToday', { date }) : t('apiKeys.expiresSoon', { date, count: days });
  return <strong>{words}</strong>;
}
