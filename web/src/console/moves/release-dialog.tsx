// Owns the question before giving a request back: it begins to wait again, which the customer feels.
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
