// Owns the frame of a dialog before a move: title, lead, fields, two buttons, and “still trying” while there is no outcome.
import { Button, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './moves.module.css';
import type { Move, Moves } from './use-moves.ts';

type Props = {
  title: string;
  lead?: string;
  submit: string;
  moves: Moves;
  doneText: string;
  /** The move as filled in, or a sentence saying what is missing. */
  move: () => Move | string;
  onClose: () => void;
  children?: ReactNode;
};

export function MoveForm({ title, lead, submit, moves, doneText, move, onClose, children }: Props) {
  const { t } = useTranslation();
  const [missing, setMissing] = useState<string | null>(null);
  const send = async () => {
    const asked = move();
    if (typeof asked === 'string') return setMissing(asked);
    setMissing(null);
    // The toast says what went wrong; the dialog stays, so that nothing filled in is lost.
    if ((await moves.run(asked, doneText)) === null) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('cancel') }} size="lg">
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        {children}
        <p className={styles.missing} role="alert">
          {missing}
        </p>
        <p className={styles.trying} role="status">
          {moves.stillTrying && t('moves.stillTrying')}
        </p>
        <div className={styles.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button type="submit" loading={moves.running !== null}>
            {submit}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
