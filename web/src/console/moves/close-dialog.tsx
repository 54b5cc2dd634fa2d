// A disposition, and free text for the free one (CDEK-11, CDEK-12).
import { Radio, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Options } from '../cases/options.tsx';
import { useProgramOf } from '../data/case-program.ts';
import { useNames } from '../data/labels.ts';
import type { DialogProps } from './move-dialog-props.ts';
import { MoveForm } from './move-form.tsx';

export function CloseDialog({ conversation, moves, onClose }: DialogProps) {
  const { t } = useTranslation();
  const names = useNames();
  const program = useProgramOf(conversation);
  const { dispositions } = program;
  const [chosen, setChosen] = useState<string | null>(null);
  const [ownText, setOwnText] = useState('');
  const needsText = dispositions.some(({ disposition, ownText: own }) => own && disposition === chosen);

  const move = () => {
    if (chosen === null) return { field: 'disposition', missing: t('moves.dispositionMissing') };
    if (needsText && ownText.trim() === '') return { field: 'otherText', missing: t('moves.ownTextMissing') };
    return { kind: 'close' as const, disposition: chosen, otherText: needsText ? ownText.trim() : null };
  };
  return (
    <MoveForm
      title={t('moves.closeTitle')}
      lead={t('moves.closeLead')}
      submit={t('moves.close')}
      moves={moves}
      doneText={t('moves.closed')}
      move={move}
      onClose={onClose}
      fields={['disposition', 'otherText']}
    >
      {(errorAt) => (
        <>
          <Radio.Group
            label={t('moves.disposition')}
            value={chosen}
            onChange={setChosen}
            error={errorAt('disposition')}
          >
            <Options
              values={dispositions.map(({ disposition }) => disposition)}
              labelOf={(one) => names.disposition(program, one)}
            />
          </Radio.Group>
          {needsText && (
            <Textarea
              label={t('moves.ownText')}
              value={ownText}
              onChange={(event) => setOwnText(event.currentTarget.value)}
              error={errorAt('otherText')}
              maxLength={2_000}
              rows={2}
              autoFocus
              withAsterisk
            />
          )}
        </>
      )}
    </MoveForm>
  );
}
