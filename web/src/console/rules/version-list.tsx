import { Button, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { serverNow } from '../../shared/server-clock.ts';
import type { ProgramVersion } from '../../shared/wire.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import settings from '../settings/settings.module.css';
import { arrivedList } from '../shell/arrival.ts';
import { useAuthor } from './author.ts';
import styles from './rules.module.css';
import { Since } from './since.tsx';

type Props = {
  versions: readonly ProgramVersion[];
  timeZone: string;
  onGoBack: (version: ProgramVersion) => void;
  onMoveCases: (version: ProgramVersion) => void;
  onWithdraw: (version: ProgramVersion) => void;
};

export function VersionList({ versions, timeZone, onGoBack, onMoveCases, onWithdraw }: Props) {
  const { t } = useTranslation();
  const author = useAuthor();
  return (
    <section className={styles.section}>
      <h2>{t('rulesPage.versions')}</h2>
      <div
        className={settings.tableBox}
        {...arrivedList}
        tabIndex={0}
        role="region"
        aria-label={t('rulesPage.versions')}
      >
        <Table verticalSpacing="sm" horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('rulesPage.version')}</Table.Th>
              <Table.Th>{t('rulesPage.since')}</Table.Th>
              <Table.Th>{t('rulesPage.by')}</Table.Th>
              <Table.Th>{t('rulesPage.why')}</Table.Th>
              <Table.Th>{t('rulesPage.action')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {versions.map((one) => (
              <Table.Tr key={one.version} data-version={one.version}>
                <Table.Td data-label={t('rulesPage.version')}>
                  <span>{one.version}</span>
                </Table.Td>
                <Table.Td data-label={t('rulesPage.since')}>
                  <Since at={one.validFrom} timeZone={timeZone} />
                </Table.Td>
                <Table.Td data-label={t('rulesPage.by')}>
                  <bdi>{author(one.publishedBy)}</bdi>
                </Table.Td>
                <Table.Td data-label={t('rulesPage.why')}>
                  <span className={styles.note}>{one.note === null ? '—' : <bdi>{one.note}</bdi>}</span>
                  {one.withdrawn !== null && <Withdrawn withdrawn={one.withdrawn} timeZone={timeZone} />}
                </Table.Td>
                <Table.Td>
                  <Standing version={one} onGoBack={onGoBack} onWithdraw={onWithdraw} />
                  {versions.length > 1 && one.withdrawn === null && (
                    <Button size="xs" variant="subtle" onClick={() => onMoveCases(one)}>
                      {t('rulesPage.moveCases')}
                    </Button>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  );
}

type Taken = { withdrawn: NonNullable<ProgramVersion['withdrawn']>; timeZone: string };

/** Who took it back, when and why. */
function Withdrawn({ withdrawn: { at, by, note }, timeZone }: Taken) {
  const { t } = useTranslation();
  const author = useAuthor();
  const times = useSpokenTimes(timeZone);
  return (
    <p className={styles.quiet}>
      {t('rulesPage.withdrawal.by', { person: author(by), at: times.dateTime(at) })}{' '}
      {note !== null && <bdi>{note}</bdi>}
    </p>
  );
}

type StandingProps = Pick<Props, 'onGoBack' | 'onWithdraw'> & { version: ProgramVersion };

/** Only a version that has counted is gone back to, and only one that has not is withdrawn. */
function Standing({ version, onGoBack, onWithdraw }: StandingProps) {
  const { t } = useTranslation();
  const isAhead = Date.parse(version.validFrom) > serverNow();
  if (version.withdrawn !== null) return <span className={settings.state}>{t('rulesPage.withdrawal.withdrawn')}</span>;
  if (isAhead)
    return (
      <>
        <span className={settings.state}>{t('rulesPage.upcoming')}</span>
        <Button size="xs" variant="subtle" onClick={() => onWithdraw(version)}>
          {t('rulesPage.withdrawal.ask')}
        </Button>
      </>
    );
  if (!version.current)
    return (
      <Button size="xs" variant="default" onClick={() => onGoBack(version)}>
        {t('rulesPage.goBack')}
      </Button>
    );
  return (
    <span className={settings.state} data-state="active">
      {t('rulesPage.inForce')}
    </span>
  );
}
