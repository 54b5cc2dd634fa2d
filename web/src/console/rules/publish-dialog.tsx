import { Radio, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Problem } from '../../shared/problem.ts';
import { serverNow } from '../../shared/server-clock.ts';
import type { ProgramProblem } from '../../shared/wire.ts';
import { AskForm } from '../cases/ask-form.tsx';
import { Options } from '../cases/options.tsx';
import { api } from '../data/api.ts';
import { useAsking } from '../data/asking.ts';
import { useSpokenTimes } from '../data/spoken-time.ts';
import { fieldsOfInstant, instantAt } from '../data/zoned-time.ts';
import settings from '../settings/settings.module.css';
import { Outdated } from './outdated.tsx';
import { ProblemList } from './problem-list.tsx';
import { reloadRules } from './queries.ts';
import type { Work } from './use-files.ts';
import { problemsIn } from './use-problems.ts';

type Props = { work: Work; onJump: (problem: ProgramProblem) => void; onClose: () => void };
const times = ['now', 'later'] as const;
type When = (typeof times)[number];

export function PublishDialog({ work, onJump, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const timeZone = work.document.program?.timeZone ?? 'UTC';
  const { zone } = useSpokenTimes(isZone(timeZone) ? timeZone : 'UTC');
  const { running, stillTrying, ask } = useAsking();
  const [when, setWhen] = useState<When>('now');
  const [{ date, time }, setAt] = useState(() => tomorrowMorning(timeZone));
  const [note, setNote] = useState('');
  const [refused, setRefused] = useState<Problem | null>(null);
  // A refusal that is dealt with is no longer shown.
  const [attempt, setAttempt] = useState(0);
  const validFrom = when === 'now' ? undefined : instantAt(date, time, timeZone);

  const publish = async () => {
    const saved = await work.save();
    if (saved?.kind !== 'ok') return saved;
    const { id } = work.draft;
    const body = { note: note.trim(), ...(typeof validFrom !== 'string' ? {} : { validFrom }) };
    return ask(
      'publish',
      (key) =>
        api.POST('/v1/drafts/{id}/publish', { params: { path: { id }, header: { 'Idempotency-Key': key } }, body }),
      { tells: false, done: t('rulesPage.published') },
    );
  };
  const send = async () => {
    setRefused(null);
    const result = await publish();
    if (result === null) return 'open' as const;
    if (result.kind === 'failed') {
      setRefused(result.problem);
      return result.problem;
    }
    await navigate(`/rules?program=${work.draft.program}`);
    void reloadRules(client, true);
    return null;
  };
  const brought = () => {
    setRefused(null);
    setAttempt(attempt + 1);
  };
  const missing = () => {
    if (validFrom === null) return { field: 'validFrom', missing: t('rulesPage.whenMissing') };
    return note.trim() === '' ? { field: 'note', missing: t('rulesPage.noteMissing') } : null;
  };
  return (
    <AskForm
      key={attempt}
      title={t('rulesPage.publishTitle')}
      lead={t('rulesPage.publishLead')}
      submit={t('rulesPage.publish')}
      busy={running !== null || work.isSaving}
      stillTrying={stillTrying}
      missing={missing()}
      send={send}
      onClose={onClose}
      fields={['note', 'validFrom']}
    >
      {(errorAt) => (
        <>
          <Radio.Group
            label={t('rulesPage.when')}
            value={when}
            onChange={(value) => setWhen(value as When)}
            error={when === 'now' ? undefined : errorAt('validFrom')}
          >
            <Options values={times} labelOf={(one) => t(`rulesPage.whens.${one}`)} />
          </Radio.Group>
          {when === 'later' && (
            <div className={settings.pair}>
              <TextInput
                type="date"
                label={t('rulesPage.date')}
                value={date}
                onChange={(event) => setAt({ time, date: event.currentTarget.value })}
              />
              <TextInput
                type="time"
                label={t('rulesPage.timeIn', { zone })}
                value={time}
                onChange={(event) => setAt({ date, time: event.currentTarget.value })}
              />
            </div>
          )}
          <Textarea
            label={t('rulesPage.note')}
            description={t('rulesPage.noteHint')}
            rows={2}
            maxLength={1_000}
            required
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            error={errorAt('note')}
          />
          <ProblemList
            problems={problemsIn(refused)}
            onJump={(problem) => {
              onClose();
              onJump(problem);
            }}
          />
          {refused?.code === 'draft-outdated' && (
            <Outdated work={work} changed={refused.details['differences']} onDone={brought} />
          )}
        </>
      )}
    </AskForm>
  );
}

const HOURS_AHEAD = 24;

function tomorrowMorning(timeZone: string) {
  const later = serverNow() + HOURS_AHEAD * 3_600_000;
  return { date: fieldsOfInstant(later, isZone(timeZone) ? timeZone : 'UTC').date, time: '00:00' };
}

function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone }).format();
    return true;
  } catch {
    return false;
  }
}
