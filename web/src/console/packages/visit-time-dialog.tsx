// Owns the question when a visit is to be: a new one, or one that is moved. Says before what moving means (FK-18).
import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Visit } from '../../shared/wire.ts';
import { AskForm } from '../cases/ask-form.tsx';
import { api } from '../data/api.ts';
import { problemIn } from '../data/asking.ts';
import { useProgram } from '../data/session.tsx';
import { fieldsOfInstant, instantAt } from '../data/zoned-time.ts';
import settings from '../settings/settings.module.css';
import type { DialogProps } from './package-dialogs.tsx';
import { StandingNotice } from './standing-notice.tsx';
import { useSpokenDates } from './spoken-dates.ts';

export function VisitTimeDialog({ servicePackage, asking, onClose, visit }: DialogProps & { visit: Visit | null }) {
  const { t } = useTranslation();
  const { timeZone } = useProgram();
  const date = useSpokenDates();
  const [typed, setTyped] = useState(() =>
    visit === null ? { date: '', time: '' } : fieldsOfInstant(visit.startsAt, timeZone),
  );
  const startsAt = instantAt(typed.date, typed.time, timeZone);
  const send = async () => {
    const body = { startsAt: startsAt ?? '' };
    const { id } = servicePackage;
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
    return problemIn(result);
  };
  const { startsOn, graceEndsOn, paid } = servicePackage;
  return (
    <AskForm
      title={t(visit === null ? 'packages.addTitle' : 'packages.moveTitle')}
      lead={paid ? t('packages.window', { from: date(startsOn), until: date(graceEndsOn) }) : undefined}
      submit={t(visit === null ? 'packages.addVisit' : 'packages.move')}
      busy={asking.running !== null}
      stillTrying={asking.stillTrying}
      missing={startsAt === null ? { field: 'startsAt', missing: t('booking.missing.visits') } : null}
      send={send}
      onClose={onClose}
      fields={['startsAt']}
    >
      {(errorAt) => (
        <>
          {visit !== null && <StandingNotice servicePackage={servicePackage} visit={visit} about="move" />}
          <div className={settings.pair}>
            <TextInput
              type="date"
              label={t('packages.date')}
              value={typed.date}
              onChange={(event) => setTyped({ ...typed, date: event.currentTarget.value })}
              error={errorAt('startsAt')}
              data-autofocus
              required
            />
            <TextInput
              type="time"
              label={t('packages.time')}
              value={typed.time}
              onChange={(event) => setTyped({ ...typed, time: event.currentTarget.value })}
              error={errorAt('startsAt') !== undefined}
              required
            />
          </div>
        </>
      )}
    </AskForm>
  );
}
