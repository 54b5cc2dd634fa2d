// Owns the frame of a dialog before a move: title, lead, fields, two buttons, and “still trying” while there is no outcome.
import { Button, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';
import { useFieldProblems } from '../data/field-problems.ts';
import styles from './moves.module.css';
import type { Move, Moves } from './use-moves.ts';

/** A sentence about a field that is not filled in. */
export type Missing = { field: string; missing: string };

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

export function MoveForm({
  title,
  lead,
  submit,
  moves,
  doneText,
  move,
  onClose,
  fields = [],
  isCrossed = false,
  children,
}: Props) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<Missing | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const asked = move();
  // Said after an attempt, and gone as soon as it is true no longer.
  const missing = 'missing' in asked && asked.missing === shown?.missing ? asked : null;
  const problems = useFieldProblems(problem, fields);
  const send = async () => {
    setProblem(null);
    if ('missing' in asked) return setShown(asked);
    setShown(null);
    // The problem stands in the dialog, which stays, so that nothing filled in is lost.
    const refused = await moves.run(asked, doneText, false);
    if (refused === null) onClose();
    else setProblem(refused);
  };
  const errorAt = (field: string) => (missing?.field === field ? missing.missing : problems.at(field));
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('cancel') }}
      size="lg"
      styles={isCrossed ? { content: { overflow: 'visible' } } : {}}
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        {children?.(errorAt)}
        <p className={styles.missing} role="alert">
          {problems.rest}
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
