// What would have differed: the totals by both versions, and some of the cases.
import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Replay } from '../../shared/wire.ts';
import { MoneyText } from '../cases/money-text.tsx';
import { screensOf } from '../cases/screens.ts';
import type { ProcessName } from '../cases/screens-shape.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import settings from '../settings/settings.module.css';
import styles from './rules.module.css';

type Result = Replay['result'];
type Sample = Result['samples'][number];
type Happening = Sample['before'][number];

const kinds = ['overdue', 'escalation', 'text', 'refund'] as const;

export function ReplayResult({ replay, timeZone }: { replay: Replay; timeZone: string }) {
  const { t } = useTranslation();
  const { result, base } = replay;
  const { cases, changed, cannotHold, notReplayed, unfit, samples } = result;
  return (
    <>
      <p>{t('rulesPage.replay.changed', { count: changed, cases })}</p>
      <Totals result={result} base={base} />
      {cannotHold > 0 && <p>{t('rulesPage.replay.cannotHold', { count: cannotHold })}</p>}
      {notReplayed > 0 && <p className={styles.quiet}>{t('rulesPage.replay.notReplayed', { count: notReplayed })}</p>}
      {unfit.before + unfit.after > 0 && <p className={styles.quiet}>{t('rulesPage.replay.unfit', unfit)}</p>}
      {samples.length > 0 && (
        <>
          <h3>{t('rulesPage.replay.samples')}</h3>
          <ul className={styles.caseChanges}>
            {samples.map((sample, place) => (
              <SampleRow key={place} sample={sample} base={base} timeZone={timeZone} />
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function Totals({ result, base }: { result: Result; base: number }) {
  const { t } = useTranslation();
  const [before, after] = [t('rulesPage.replay.before', { base }), t('rulesPage.replay.after')];
  const differs = t('rulesPage.replay.differing');
  return (
    <div className={settings.tableBox} tabIndex={0} role="region" aria-label={t('rulesPage.replay.totals')}>
      <Table verticalSpacing="xs" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('rulesPage.replay.what')}</Table.Th>
            <Table.Th>{before}</Table.Th>
            <Table.Th>{after}</Table.Th>
            <Table.Th>{differs}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {kinds.map((kind) => (
            <Table.Tr key={kind} data-kind={kind}>
              <Table.Td data-label={t('rulesPage.replay.what')}>{t(`rulesPage.replay.kinds.${kind}`)}</Table.Td>
              <Table.Td data-label={before}>{result.kinds[kind].before}</Table.Td>
              <Table.Td data-label={after}>{result.kinds[kind].after}</Table.Td>
              <Table.Td data-label={differs}>{result.kinds[kind].cases}</Table.Td>
            </Table.Tr>
          ))}
          {result.refunded.map(({ currency, beforeMinor, afterMinor }) => (
            <Table.Tr key={currency}>
              <Table.Td data-label={t('rulesPage.replay.what')}>{t('rulesPage.replay.refunded')}</Table.Td>
              <Table.Td data-label={before}>
                <MoneyText minor={beforeMinor} currency={currency} />
              </Table.Td>
              <Table.Td data-label={after}>
                <MoneyText minor={afterMinor} currency={currency} />
              </Table.Td>
              <Table.Td data-label={differs}>—</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function SampleRow({ sample, base, timeZone }: { sample: Sample; base: number; timeZone: string }) {
  const { t } = useTranslation();
  const times = useSpokenTimes(timeZone);
  const { caseId, process, openedAt, before, after } = sample;
  const path = caseId === null ? null : screensOf(process as ProcessName).pathOf(caseId);
  return (
    <li>
      <div>
        {caseId !== null && path !== null && (
          <Link to={path}>
            <code dir="ltr">{caseId.slice(0, 8)}</code>
          </Link>
        )}
        <p className={styles.quiet}>
          <time dateTime={openedAt}>{times.dateTime(openedAt)}</time>
        </p>
      </div>
      <Happenings title={t('rulesPage.replay.only', { base })} happenings={before} timeZone={timeZone} />
      {after === null ? (
        <p className={styles.cannot}>{t('rulesPage.replay.heldByNone')}</p>
      ) : (
        <Happenings title={t('rulesPage.replay.onlyDraft')} happenings={after} timeZone={timeZone} />
      )}
    </li>
  );
}

type ListProps = { title: string; happenings: readonly Happening[]; timeZone: string };

function Happenings({ title, happenings, timeZone }: ListProps) {
  const { t } = useTranslation();
  const times = useSpokenTimes(timeZone);
  return (
    <div>
      <strong>{title}</strong>
      {happenings.length === 0 && <p className={styles.quiet}>{t('rulesPage.replay.nothing')}</p>}
      {happenings.map(({ at, kind, what, amount }, place) => (
        <p key={place}>
          <time dateTime={at}>{times.dateTime(at)}</time> {t(`rulesPage.replay.one.${kind}`)}{' '}
          {amount === undefined ? (
            <bdi className={styles.quiet}>{what}</bdi>
          ) : (
            <MoneyText minor={amount.amountMinor} currency={amount.currency} />
          )}
        </p>
      ))}
    </div>
  );
}
