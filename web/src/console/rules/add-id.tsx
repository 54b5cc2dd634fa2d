import { Button, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './forms.module.css';

type Props = {
  label: string;
  submit: string;
  taken: readonly string[];
  onAdd: (id: string) => void;
  /** More that the new thing needs. */
  children?: ReactNode;
};

const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Adds something by its id. */
export function AddId({ label, submit, taken, onAdd, children }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [isTried, setIsTried] = useState(false);
  const id = typed.trim();
  const wrong = ID.test(id) ? (taken.includes(id) ? 'idTaken' : null) : 'idUnfit';
  const add = () => {
    setIsTried(wrong !== null);
    if (wrong !== null) return;
    onAdd(id);
    setTyped('');
  };
  return (
    <form
      className={styles.addRow}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      {children}
      <TextInput
        className={styles.addId}
        label={label}
        attributes={{ input: { dir: 'ltr' } }}
        maxLength={64}
        value={typed}
        error={isTried && wrong !== null && t(`rulesPage.forms.${wrong}`)}
        inputWrapperOrder={['label', 'input', 'error']}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {submit}
      </Button>
    </form>
  );
}
