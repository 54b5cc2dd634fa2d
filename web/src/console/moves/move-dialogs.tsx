import type { Conversation } from '../../shared/wire.ts';
import { AssignDialog } from './assign-dialog.tsx';
import { CloseDialog } from './close-dialog.tsx';
import { IdentifyDialog } from './identify-dialog.tsx';
import { ReleaseDialog } from './release-dialog.tsx';
import { TransferDialog } from './transfer-dialog.tsx';
import type { Moves } from './use-moves.ts';

export type Dialog = 'close' | 'transfer' | 'assign' | 'release' | 'identify' | null;

export type DialogProps = { conversation: Conversation; moves: Moves; onClose: () => void };

type Props = DialogProps & { dialog: Dialog };

export function MoveDialogs({ dialog, ...props }: Props) {
  if (dialog === 'close') return <CloseDialog {...props} />;
  if (dialog === 'transfer') return <TransferDialog {...props} />;
  if (dialog === 'assign') return <AssignDialog {...props} />;
  if (dialog === 'identify') return <IdentifyDialog {...props} />;
  return dialog === 'release' ? <ReleaseDialog {...props} /> : null;
}
