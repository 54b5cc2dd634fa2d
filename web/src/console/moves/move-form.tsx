// Owns the frame of a dialog before a move of a request: what is missing in it, and asking for the move.
import type { ReactNode } from 'react';
import { AskForm, type Missing } from '../cases/ask-form.tsx';
import type { Move, Moves } from './use-moves.ts';

type Props = {
  title: string;
  lead?: string;
  submit: string;
  moves: Moves;
  doneText: string;
  /** The move as filled in, or what is missing. */
  move: () => Move | Missing;
  onClose: () => void;
  /** The fields that `children` draws, by the names that the server has for them. */
  fields?: readonly string[];
  /** A list within may go beyond the dialog's edge; the dialog must be short then. */
  isCrossed?: boolean;
  children?: (errorAt: (field: string) => string | undefined) => ReactNode;
};

export function MoveForm({ moves, doneText, move, ...props }: Props) {
  const asked = move();
  return (
    <AskForm
      {...props}
      busy={moves.running !== null}
      stillTrying={moves.stillTrying}
      missing={'missing' in asked ? asked : null}
      send={async () => ('missing' in asked ? null : moves.run(asked, doneText, false))}
    />
  );
}
