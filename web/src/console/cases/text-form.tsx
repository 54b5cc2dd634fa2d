// A question that is answered with free text, such as a reason or a reference. An empty answer is not sent.
import { Textarea } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answered } from '../../shared/api.ts';
import { type Asking, problemIn } from '../data/asking.ts';
import { AskForm } from './ask-form.tsx';

type Props = {
  title: string;
  lead?: ReactNode;
  submit: string;
  /** The field's name in the API and on the screen. */
  field: string;
  label: string;
  /** The error when it is left empty. */
  missing: string;
  /** The text that the field starts with. */
  begins?: string;
  /** The greatest number of characters. */
  atMost?: number;
  asking: Asking;
  /** The name of the question while it runs. */
  name: string;
  /** Asks the API, with the text and the key of this one question. */
  call: (text: string, key: string) => Promise<Answered<unknown>>;
  /** The note that is shown when it is done. */
  done: string;
  onClose: () => void;
};

export function TextForm({
  title,
  lead,
  submit,
  field,
  label,
  missing,
  asking,
  name,
  call,
  done,
  onClose,
  ...rest
}: Props) {
  const { begins = '', atMost = 2_000 } = rest;
  const [text, setText] = useState(begins);
  const send = async () => problemIn(await asking.ask(name, (key) => call(text.trim(), key), { done, tells: false }));
  return (
    <AskForm
      title={title}
      lead={lead}
      submit={submit}
      busy={asking.running !== null}
      stillTrying={asking.stillTrying}
      missing={text.trim() === '' ? { field, missing } : null}
      send={send}
      onClose={onClose}
      fields={[field]}
    >
      {(errorAt) => (
        <Textarea
          label={label}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={errorAt(field)}
          maxLength={atMost}
          autosize
          minRows={2}
          dir="auto"
          data-autofocus
        />
      )}
    </AskForm>
  );
}

export function ReasonForm(props: Omit<Props, 'field' | 'label' | 'missing'>) {
  const { t } = useTranslation();
  return <TextForm {...props} field="reason" label={t('finance.reason')} missing={t('finance.reasonMissing')} />;
}
