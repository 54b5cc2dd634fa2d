// A saved draft, run forward over the real openings of the last days beside its base.
import { Button, NativeSelect, Progress } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { problemOfError } from '../../shared/problem.ts';
import type { ProgramDraft, Replay } from '../../shared/wire.ts';
import { Card } from '../cases/card.tsx';
import { api } from '../data/api.ts';
import { useAsking } from '../data/asking.ts';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { replayQuery } from './queries.ts';
import { ReplayResult } from './replay-result.tsx';
import styles from './rules.module.css';

const PERIODS = [7, 30, 90] as const;
const USUAL = 30;

type Props = { draft: ProgramDraft; timeZone: string };

export function ReplayCard({ draft, timeZone }: Props) {
  const { t } = useTranslation();
  const speak = useSpokenProblem();
  const client = useQueryClient();
  const { running, ask } = useAsking();
  const [days, setDays] = useState(USUAL);
  const query = replayQuery(draft.id);
  const { data: replay, error } = useQuery(query);
  const begin = async () => {
    const body = { lastDays: days };
    const call = () => api.POST('/v1/drafts/{id}/replay', { params: { path: { id: draft.id } }, body });
    const result = await ask('replay', call, {});
    if (result?.kind === 'ok') client.setQueryData(query.queryKey, result.data);
  };
  return (
    <Card title={t('rulesPage.replay.title')}>
      <p className={styles.quiet}>{t('rulesPage.replay.lead', { base: draft.base })}</p>
      <div className={styles.replayAsk}>
        <NativeSelect
          label={t('rulesPage.replay.period')}
          value={`${days}`}
          onChange={(event) => setDays(Number(event.currentTarget.value))}
          data={PERIODS.map((one) => ({ value: `${one}`, label: t('rulesPage.replay.days', { count: one }) }))}
        />
        <Button variant="default" loading={running !== null} onClick={() => void begin()}>
          {t('rulesPage.replay.begin', { count: days })}
        </Button>
      </div>
      {error !== null && <p role="alert">{speak(problemOfError(error))}</p>}
      {replay !== undefined && replay !== null && <Shown replay={replay} timeZone={timeZone} />}
    </Card>
  );
}

function Shown({ replay, timeZone }: { replay: Replay; timeZone: string }) {
  const { t } = useTranslation();
  const times = useSpokenTimes(timeZone);
  const { status, total, lookedAt, until, lastDays, outdated } = replay;
  const isRunning = status === 'running';
  return (
    <>
      <p role="status">
        {t(`rulesPage.replay.states.${status}`, { looked: lookedAt, total })}{' '}
        {t('rulesPage.replay.over', { count: lastDays, until: times.dateTime(until) })}
      </p>
      {isRunning && (
        <Progress value={total === 0 ? 100 : (lookedAt * 100) / total} aria-label={t('rulesPage.replay.progress')} />
      )}
      {outdated && <p className={styles.notice}>{t('rulesPage.replay.outdated')}</p>}
      {lookedAt > 0 && <ReplayResult replay={replay} timeZone={timeZone} />}
    </>
  );
}
