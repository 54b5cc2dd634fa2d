// FK-18: the meaning of a move is shown before it. An unusual time is asked about first.
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';
import type { Question, Visit } from '../../shared/wire.ts';
import { QuestionsDialog } from '../booking/questions-dialog.tsx';
import { AskForm } from '../cases/ask-form.tsx';
import { api } from '../data/api.ts';
import { type Asking, problemIn } from '../data/asking.ts';
import { useProgram } from '../data/session.tsx';
import { useSpokenProblem } from '../data/spoken-problem.ts';
import { WRITTEN_BELOW } from '../data/written-dates.ts';
import { useWrittenMoments } from '../data/written-moments.ts';
import { fieldsOfInstant, instantAt } from '../data/zoned-time.ts';
import settings from '../settings/settings.module.css';
import { MovedCollection, useMovedCollection } from './moved-collection.tsx';
import type { DialogProps } from './package-dialogs.tsx';
import { StandingNotice } from './standing-notice.tsx';
import { useSpokenDates } from './spoken-dates.ts';

type Props = DialogProps & { visit: Visit | null };
type Typed = { date: string; time: string };
type PlannedVisit = { startsAt: string; collection?: { at: string; address: string } };

export function VisitTimeDialog(props: Props) {
  const { servicePackage, asking, onClose, visit } = props;
  const { t } = useTranslation();
  const speak = useSpokenProblem();
  const { timeZone } = useProgram();
  const [typed, setTyped] = useState<Typed>(() =>
    visit === null ? { date: '', time: '' } : fieldsOfInstant(visit.startsAt, timeZone),
  );
  const [questions, setQuestions] = useState<readonly Question[]>([]);
  const [refused, setRefused] = useState<string | null>(null);
  const { plan, preview } = useVisitMoves(asking, servicePackage.id, visit);
  const startsAt = instantAt(typed.date, typed.time, timeZone);
  const moved = useMovedCollection(servicePackage, visit, startsAt);
  const planned = { startsAt: startsAt ?? '', ...moved.body };
  const send = async () => {
    const found = await preview(planned);
    if (found?.kind !== 'ok') return problemIn(found) ?? 'open';
    if (found.data.questions.length === 0) return plan(planned, []);
    setRefused(null);
    setQuestions(found.data.questions);
    return 'open';
  };
  const sendAnyway = async () => {
    const problem = await plan(planned, questions);
    if (problem === null) onClose();
    else if (problem !== 'open') setRefused(speak(problem));
  };
  if (questions.length === 0) {
    const times = { typed, onType: setTyped, isReady: startsAt !== null };
    return <TimeForm {...props} {...times} moved={moved} send={send} />;
  }
  return (
    <QuestionsDialog
      questions={questions}
      submit={t(visit === null ? 'booking.questions.add' : 'booking.questions.move')}
      busy={asking.running !== null}
      stillTrying={asking.stillTrying}
      problem={refused}
      onConfirm={() => void sendAnyway()}
      onBack={() => setQuestions([])}
    />
  );
}

function useVisitMoves(asking: Asking, id: string, visit: Visit | null) {
  const { t } = useTranslation();
  const preview = (planned: PlannedVisit) =>
    asking.ask(
      'visit-time',
      () =>
        api.POST('/v1/service-packages/{id}/visits/preview', {
          params: { path: { id } },
          body: { ...planned, visitId: visit?.id ?? null },
        }),
      { tells: false },
    );
  const plan = async (planned: PlannedVisit, asked: readonly Question[]) => {
    const isFar = asked.some(({ what }) => what === 'first-visit-far');
    const body = { ...planned, ...(isFar && { confirmFarAhead: true }) };
    const result = await asking.ask(
      'visit-time',
      (key) => {
        const header = { 'Idempotency-Key': key };
        return visit === null
          ? api.POST('/v1/service-packages/{id}/visits', { params: { path: { id }, header }, body })
          : api.POST('/v1/service-packages/{id}/visits/{visitId}/reschedule', {
              params: { path: { id, visitId: visit.id }, header },
              body,
            });
      },
      { done: t(visit === null ? 'packages.added' : 'packages.moved'), tells: false },
    );
    return result === null ? 'open' : problemIn(result);
  };
  return { preview, plan };
}

type FormProps = Props & {
  typed: Typed;
  onType: (typed: Typed) => void;
  isReady: boolean;
  moved: ReturnType<typeof useMovedCollection>;
  send: () => Promise<Problem | 'open' | null>;
};

function TimeForm({ servicePackage, asking, onClose, visit, typed, onType, isReady, moved, send }: FormProps) {
  const { t } = useTranslation();
  const date = useSpokenDates();
  const written = useWrittenMoments();
  const { startsOn, graceEndsOn, paid } = servicePackage;
  return (
    <AskForm
      title={t(visit === null ? 'packages.addTitle' : 'packages.moveTitle')}
      lead={paid ? t('packages.window', { from: date(startsOn), until: date(graceEndsOn) }) : undefined}
      submit={t(visit === null ? 'packages.addVisit' : 'packages.move')}
      busy={asking.running !== null}
      stillTrying={asking.stillTrying}
      missing={isReady ? moved.missing : { field: 'startsAt', missing: t('booking.missing.visits') }}
      send={send}
      onClose={onClose}
      fields={moved.collection === null ? ['startsAt'] : ['startsAt', 'collection', 'address']}
    >
      {(errorAt) => (
        <>
          {visit !== null && <StandingNotice servicePackage={servicePackage} visit={visit} about="move" />}
          <div className={settings.pair}>
            <TextInput
              type="date"
              label={t('packages.date')}
              value={typed.date}
              description={written(typed.date, typed.time)}
              inputWrapperOrder={WRITTEN_BELOW}
              onChange={(event) => onType({ ...typed, date: event.currentTarget.value })}
              error={errorAt('startsAt')}
              data-autofocus
              required
            />
            <TextInput
              type="time"
              label={t('packages.time')}
              value={typed.time}
              onChange={(event) => onType({ ...typed, time: event.currentTarget.value })}
              error={errorAt('startsAt') !== undefined}
              required
            />
          </div>
          <MovedCollection {...moved} errorAt={errorAt} />
        </>
      )}
    </AskForm>
  );
}
