// A dialog before a change. It shows “still trying” while the outcome is unknown.
import { Button, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';
import { focusFirstInvalid, formInFront } from '../data/first-invalid.ts';
import { useFieldProblems } from '../data/field-problems.ts';
import styles from '../moves/moves.module.css';
import { useReturnedFocus } from './returned-focus.ts';

/** A sentence about an empty field. */
export type Missing = { field: string; missing: string };

type Props = {
  title: string;
  lead?: ReactNode;
  submit: string;
  /** The text of the other button; `Back` by default. */
  back?: string;
  /** The change is destructive and cannot be undone. */
  isGrave?: boolean;
  busy: boolean;
  stillTrying: boolean;
  /** What is missing in the fields now, or `null`. */
  missing?: Missing | null;
  /** Asks. `null`: it is done, and the dialog closes. `open`: the dialog stays without a problem. */
  send: () => Promise<Problem | 'open' | null>;
  onClose: () => void;
  /** The fields that `children` draws, by the server's names. */
  fields?: readonly string[];
  /** A list inside may extend beyond the edge of the dialog, which must then be short. */
  isCrossed?: boolean;
  children?: (errorAt: (field: string) => string | undefined) => ReactNode;
};

export function AskForm(props: Props) {
  const { title, lead, submit, back, isGrave = false, busy, stillTrying, missing = null, onClose, children } = props;
  const { t } = useTranslation();
  useReturnedFocus();
  const { errorAt, rest, send } = useAttempts(props, missing);
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      closeButtonProps={{ 'aria-label': t('cases.back') }}
      size="lg"
      styles={props.isCrossed === true ? { content: { overflow: 'visible' } } : {}}
    >
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {lead !== undefined && <div className={styles.lead}>{lead}</div>}
        {children?.(errorAt)}
        <p className={styles.missing} role="alert">
          {rest}
        </p>
        <p className={styles.trying} role="status">
          {stillTrying && t('moves.stillTrying')}
        </p>
        <div className={styles.buttons}>
          <Button variant="default" onClick={onClose}>
            {back ?? t('cases.back')}
          </Button>
          <Button type="submit" loading={busy} color={isGrave ? 'red.8' : undefined}>
            {submit}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

function useAttempts({ send, onClose, fields = [] }: Props, missing: Missing | null) {
  const [shown, setShown] = useState<Missing | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const problems = useFieldProblems(problem, fields);
  // Shown after an attempt, and gone as soon as it is no longer true.
  const said = missing !== null && missing.missing === shown?.missing ? missing : null;
  return {
    errorAt: (field: string) => (said?.field === field ? said.missing : problems.at(field)),
    rest: problems.rest,
    send: async () => {
      setProblem(null);
      setShown(missing);
      if (missing !== null) return focusFirstInvalid(formInFront());
      // The dialog stays and shows the problem, so that nothing typed is lost.
      const refused = await send();
      if (refused === null) onClose();
      else if (refused !== 'open') setProblem(refused);
    },
  };
}
