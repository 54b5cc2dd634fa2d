import type { ReactNode } from 'react';
import { AskForm, type Missing } from '../cases/ask-form.tsx';
import type { Move, Moves } from './use-moves.ts';

type Props = {
  title: string;
  lead?: string;
  submit: string;
  moves: Moves;
  doneText: string;
  /** The move as filled in, or the missing field. */
  move: () => Move | Missing;
  onClose: () => void;
  /** The fields that `children` draws, by the server's names. */
  fields?: readonly string[];
  /** A list inside may extend beyond the edge of the dialog, which must then be short. */
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
