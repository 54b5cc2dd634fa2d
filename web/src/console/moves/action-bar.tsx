// Only the moves in `may` have a button.
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Conversation } from '../../shared/wire.ts';
import type { Dialog } from './move-dialogs.tsx';
import styles from './moves.module.css';
import type { Moves } from './use-moves.ts';

type Props = { may: Conversation['may']; moves: Moves; onAccept: () => void; onDialog: (dialog: Dialog) => void };

// The strongest first; rarer moves look quieter.
const asked = [
  { kind: 'close', variant: 'filled' },
  { kind: 'transfer', variant: 'default' },
  { kind: 'assign', variant: 'default' },
  { kind: 'release', variant: 'default' },
] as const;

export function ActionBar({ may, moves, onAccept, onDialog }: Props) {
  const { t } = useTranslation();
  const { running, stillTrying } = moves;
  return (
    <div className={styles.bar} role="group" aria-label={t('moves.actions')}>
      {may.includes('accept') && (
        <Button size="sm" onClick={onAccept} loading={running === 'accept'} aria-keyshortcuts="a">
          {t('moves.accept')}
        </Button>
      )}
      {asked
        .filter(({ kind }) => may.includes(kind))
        .map(({ kind, variant }) => (
          <Button
            key={kind}
            size="sm"
            variant={variant}
            loading={running === kind}
            disabled={running !== null}
            onClick={() => onDialog(kind)}
          >
            {t(`moves.${kind}`)}
          </Button>
        ))}
      <span role="status" className={styles.trying}>
        {stillTrying && t('moves.stillTrying')}
      </span>
    </div>
  );
}
