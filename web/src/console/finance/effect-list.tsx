// Effects with an unknown outcome are never repeated automatically. Money is settled at its refund.
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Effect } from '../../shared/wire.ts';
import { AskForm } from '../cases/ask-form.tsx';
import cases from '../cases/cases.module.css';
import { Chip } from '../cases/chip.tsx';
import { useLabels } from '../cases/labels.ts';
import { screensOf } from '../cases/screens.ts';
import { Moment } from '../cases/moment.tsx';
import { PhoneText } from '../cases/phone-text.tsx';
import { api } from '../data/api.ts';
import { problemIn, useAsking } from '../data/asking.ts';
import { shownText } from '../data/shown-text.ts';
import { useProgram, useSession } from '../data/session.tsx';

const MONEY = ['refund', 'payout'];

export function EffectList({ items }: { items: readonly Effect[] }) {
  const { t } = useTranslation();
  const { packages } = useProgram();
  const { roles } = useSession();
  const [chosen, setChosen] = useState<Effect | null>(null);
  // Only roles that write to customers may give up a message.
  const mayGiveUp = roles.some((role) => packages?.bookedBy.includes(role) === true);
  if (items.length === 0) return <p className={cases.quiet}>{t('finance.none.unknown')}</p>;
  return (
    <ul className={cases.list}>
      {items.map((effect) => (
        <li key={effect.id}>
          <EffectLine effect={effect} />
          {mayGiveUp && !MONEY.includes(effect.channel) && (
            <Button size="compact-md" variant="default" onClick={() => setChosen(effect)}>
              {t('finance.giveUp')}
            </Button>
          )}
        </li>
      ))}
      {chosen !== null && <GiveUp effect={chosen} onClose={() => setChosen(null)} />}
    </ul>
  );
}

function Recipient({ channel, to }: Pick<Effect, 'channel' | 'to'>) {
  if (channel === 'sms') return <PhoneText phone={to} />;
  return (
    <bdi dir="ltr" className={cases.name}>
      {shownText(to)}
    </bdi>
  );
}

function EffectLine({ effect: { process, channel, to, intent, caseId, attempts, account, at } }: { effect: Effect }) {
  const { t } = useTranslation();
  const labels = useLabels();
  const of = screensOf(process);
  const [text] = intent.split('/');
  return (
    <>
      <Chip tone="bad">{t([`finance.channels.${channel}`, 'finance.channels.other'], { channel })}</Chip>
      <span className={`${cases.stacked} ${cases.grow}`}>
        <Recipient channel={channel} to={to} />
        <span className={cases.small}>
          <bdi className={cases.name} title={shownText(intent)}>
            {labels.sms(text) ?? shownText(text ?? '')}
          </bdi>{' '}
          · {t('finance.attempts', { count: attempts })} · <Moment at={at} />
          {account !== null && <> · {t('finance.byAccount', { account })}</>}
        </span>
      </span>
      <Link to={of.pathOf(caseId)}>{t(of.linkLabel)}</Link>
    </>
  );
}

function GiveUp({ effect: { id, to, channel }, onClose }: { effect: Effect; onClose: () => void }) {
  const { t } = useTranslation();
  const asking = useAsking();
  const [reason, setReason] = useState('');
  const send = async () =>
    problemIn(
      await asking.ask(
        'give-up',
        (key) =>
          api.POST('/v1/effects/{id}/give-up', {
            params: { path: { id }, header: { 'Idempotency-Key': key } },
            body: { reason: reason.trim() },
          }),
        { done: t('finance.givenUp'), tells: false },
      ),
    );
  return (
    <AskForm
      title={t('finance.giveUpTitle')}
      lead={
        <>
          {t('finance.giveUpLead')} <Recipient channel={channel} to={to} />
        </>
      }
      submit={t('finance.giveUp')}
      isGrave
      busy={asking.running !== null}
      stillTrying={asking.stillTrying}
      missing={reason.trim() === '' ? { field: 'reason', missing: t('finance.giveUpMissing') } : null}
      send={send}
      onClose={onClose}
      fields={['reason']}
    >
      {(errorAt) => (
        <Textarea
          label={t('finance.giveUpReason')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          error={errorAt('reason')}
          maxLength={500}
          rows={2}
          classNames={{ input: cases.free }}
          data-autofocus
        />
      )}
    </AskForm>
  );
}
