import { Radio } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedRefund } from '../../shared/wire.ts';
import { AskForm } from '../cases/ask-form.tsx';
import { api } from '../data/api.ts';
import { problemIn, useAsking } from '../data/asking.ts';
import { usePeopleNames } from '../data/people-names.ts';
import { useSpokenMoney } from '../data/spoken-money.ts';
import moves from '../moves/moves.module.css';
import { Decline, HandOut } from './refund-word-dialogs.tsx';

export type RefundDialog = { kind: 'approve' | 'settle' | 'decline' | 'hand-out'; refund: ListedRefund };

type Props = { refund: ListedRefund; onClose: () => void };

export function RefundDialogs({ dialog, onClose }: { dialog: RefundDialog; onClose: () => void }) {
  const props = { refund: dialog.refund, onClose };
  switch (dialog.kind) {
    case 'approve':
      return <Approve {...props} />;
    case 'settle':
      return <Settle {...props} />;
    case 'decline':
      return <Decline {...props} />;
    case 'hand-out':
      return <HandOut {...props} />;
  }
}

function Approve({ refund, onClose }: Props) {
  const { t } = useTranslation();
  const money = useSpokenMoney();
  const person = usePeopleNames();
  const asking = useAsking();
  const { id, amountMinor, currency, customer, preparedBy } = refund;
  const amount = money(amountMinor, currency);
  const send = async () =>
    problemIn(
      await asking.ask(
        'approve',
        (key) =>
          api.POST('/v1/refunds/{id}/approve', {
            params: { path: { id }, header: { 'Idempotency-Key': key } },
            body: {},
          }),
        { done: t('finance.approved', { amount }), tells: false },
      ),
    );
  return (
    <AskForm
      title={t('finance.approveTitle', { amount })}
      lead={t('finance.approveLead', { name: customer.name, person: person(preparedBy) })}
      submit={t('finance.approve')}
      busy={asking.running !== null}
      stillTrying={asking.stillTrying}
      send={send}
      onClose={onClose}
    />
  );
}

function Settle({ refund, onClose }: Props) {
  const { t } = useTranslation();
  const money = useSpokenMoney();
  const asking = useAsking();
  const [status, setStatus] = useState<'paid' | 'refused' | ''>('');
  const { id, amountMinor, currency, customer } = refund;
  const send = async () =>
    problemIn(
      await asking.ask(
        'settle',
        (key) =>
          api.POST('/v1/refunds/{id}/settle', {
            params: { path: { id }, header: { 'Idempotency-Key': key } },
            body: { status: status || 'paid' },
          }),
        { done: t('finance.settled'), tells: false },
      ),
    );
  return (
    <AskForm
      title={t('finance.settleTitle', { amount: money(amountMinor, currency) })}
      lead={t('finance.settleLead', { name: customer.name })}
      submit={t('finance.settle')}
      busy={asking.running !== null}
      stillTrying={asking.stillTrying}
      missing={status === '' ? { field: 'status', missing: t('finance.settleMissing') } : null}
      send={send}
      onClose={onClose}
      fields={['status']}
    >
      {(errorAt) => (
        <Radio.Group
          label={t('finance.settleQuestion')}
          value={status}
          onChange={(chosen) => setStatus(chosen as 'paid' | 'refused')}
          error={errorAt('status')}
        >
          <div className={moves.options}>
            <Radio value="paid" label={t('finance.wasPaid')} data-autofocus />
            <Radio value="refused" label={t('finance.wasNot')} />
          </div>
        </Radio.Group>
      )}
    </AskForm>
  );
}
