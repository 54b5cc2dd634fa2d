import type { Conversation } from '../../shared/wire.ts';
import type { Moves } from './use-moves.ts';

export type Dialog = 'close' | 'transfer' | 'assign' | 'release' | 'identify' | null;

export type DialogProps = { conversation: Conversation; moves: Moves; onClose: () => void };
