// A released conversation waits again, which the customer notices.
import { useTranslation } from 'react-i18next';
import type { DialogProps } from './move-dialogs.tsx';
import { MoveForm } from './move-form.tsx';

export function ReleaseDialog({ moves, onClose }: DialogProps) {
  const { t } = useTranslation();
  return (
    <MoveForm
      title={t('moves.releaseTitle')}
      lead={t('moves.releaseLead')}
      submit={t('moves.release')}
      moves={moves}
      doneText={t('moves.released')}
      move={() => ({ kind: 'release' })}
      onClose={onClose}
    />
  );
}
