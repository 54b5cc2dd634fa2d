import { Button, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isReadableName } from '../../../../domain/contact/name.ts';
import { type Result, resultOf } from '../../shared/api.ts';
import type { Absence } from '../../shared/wire.ts';
import type { Problem } from '../../shared/problem.ts';
import { api } from '../data/api.ts';
import { focusFirstInvalid, formInFront } from '../data/first-invalid.ts';
import { useFieldProblems } from '../data/field-problems.ts';
import { useWrittenDates, WRITTEN_BELOW } from '../data/written-dates.ts';
import { tell } from '../notifications/tell.ts';
import { AbsencePreview } from './absence-preview.tsx';
import { AbsenceState } from './absence-state.tsx';
import styles from './settings.module.css';

const nothing: Absence = { from: '', until: '', substituteName: '', substitutePhone: '' };
const fields = Object.keys(nothing) as (keyof Absence)[];

/** `text` is the program's reply with its placeholders. */
type Props = { absence: Absence | null; program: string; queue: string; text: string };

export function AbsenceForm({ absence, program, queue, text }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const written = useWrittenDates();
  const [typed, setTyped] = useState(absence ?? nothing);
  const [isChecked, setIsChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const problems = useFieldProblems(problem, fields);
  const options = { params: { path: { program, queue } } };
  const isMissing = (name: keyof Absence) =>
    name === 'substituteName' ? !isReadableName(typed[name]) : typed[name].trim() === '';
  const missing = (name: keyof Absence) => (isChecked && isMissing(name) ? t('absence.missing') : undefined);
  const isReversed = typed.from !== '' && typed.until !== '' && typed.until < typed.from;

  const finish = async (call: Promise<Result<unknown>>, doneText: string) => {
    setBusy(true);
    const answer = await call;
    setBusy(false);
    if (answer.kind === 'failed') return setProblem(answer.problem);
    setProblem(null);
    tell({ message: doneText });
    await client.invalidateQueries({ queryKey: ['absence', program, queue] });
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    setIsChecked(true);
    if (isReversed || fields.some(isMissing)) return focusFirstInvalid(formInFront());
    const call = api.PUT('/v1/programs/{program}/queues/{queue}/absence', { ...options, body: typed });
    void finish(resultOf(call), t('absence.saved'));
  };
  const remove = () => {
    const call = api.DELETE('/v1/programs/{program}/queues/{queue}/absence', options);
    void finish(resultOf(call), t('absence.removed'));
  };
  const field = (name: keyof Absence) => ({
    value: typed[name],
    onChange: (event: { currentTarget: HTMLInputElement }) => setTyped({ ...typed, [name]: event.currentTarget.value }),
    error: missing(name) ?? problems.at(name),
  });

  return (
    <form className={styles.card} onSubmit={save} noValidate>
      <AbsenceState absence={absence} />
      <div className={styles.pair}>
        <TextInput
          type="date"
          label={t('absence.from')}
          description={written.date(typed.from)}
          inputWrapperOrder={WRITTEN_BELOW}
          required
          {...field('from')}
        />
        <TextInput
          type="date"
          label={t('absence.until')}
          description={written.date(typed.until)}
          inputWrapperOrder={WRITTEN_BELOW}
          required
          {...field('until')}
          min={typed.from}
          error={isReversed ? t('absence.rangeInvalid') : (missing('until') ?? problems.at('until'))}
        />
      </div>
      <TextInput
        label={t('absence.name')}
        description={t('absence.nameHint')}
        maxLength={200}
        required
        {...field('substituteName')}
      />
      <TextInput type="tel" label={t('absence.phone')} maxLength={50} required {...field('substitutePhone')} />
      <AbsencePreview absence={typed} text={text} />
      {problems.rest !== null && <p role="alert">{problems.rest}</p>}
      <div className={styles.buttons}>
        {absence !== null && (
          <Button variant="default" onClick={remove} disabled={busy}>
            {t('absence.remove')}
          </Button>
        )}
        <Button type="submit" loading={busy}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
