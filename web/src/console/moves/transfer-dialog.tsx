// CDEK-18: another category and, optionally, the reason.
import { Radio, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Options } from '../cases/options.tsx';
import { useProgramOf } from '../data/case-program.ts';
import { useNames } from '../data/labels.ts';
import type { DialogProps } from './move-dialog-props.ts';
import { MoveForm } from './move-form.tsx';

export function TransferDialog({ conversation, moves, onClose }: DialogProps) {
  const { t } = useTranslation();
  const names = useNames();
  const program = useProgramOf(conversation);
  const others = program.categories.filter(({ category }) => category !== conversation.category);
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState('');

  const move = () =>
    chosen === null
      ? { field: 'category', missing: t('moves.categoryMissing') }
      : { kind: 'transfer' as const, category: chosen, reason: reason.trim() || null };
  return (
    <MoveForm
      title={t('moves.transferTitle')}
      lead={t('moves.transferLead')}
      submit={t('moves.transfer')}
      moves={moves}
      doneText={t('moves.transferred', { category: names.category(program, chosen) })}
      move={move}
      onClose={onClose}
      fields={['category', 'reason']}
    >
      {(errorAt) => (
        <>
          <Radio.Group label={t('moves.category')} value={chosen} onChange={setChosen} error={errorAt('category')}>
            <Options values={others.map(({ category }) => category)} labelOf={(one) => names.category(program, one)} />
          </Radio.Group>
          <Textarea
            label={t('moves.reason')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            error={errorAt('reason')}
            maxLength={2_000}
            rows={2}
          />
        </>
      )}
    </MoveForm>
  );
}
