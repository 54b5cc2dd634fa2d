// What a chat asks before the category.
import { Button, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../cases/card.tsx';
import { AddId } from './add-id.tsx';
import { useChoices } from './choices.ts';
import { labelIn, type Question, questionsIn, RULES_FILE, wordingOf } from './document.ts';
import { useProblemAt } from './field-problem.ts';
import { ChoiceField, WordField } from './fields.tsx';
import styles from './forms.module.css';
import { NamedId } from './named-id.tsx';
import { forgetNames, NameFields } from './name-fields.tsx';
import type { Work } from './use-files.ts';
import type { Path } from './yaml-edit.ts';

export function QuestionsPart({ work }: { work: Work }) {
  const { t } = useTranslation();
  const { part, questions, isEarlierForm } = questionsIn(work.document.program);
  // The earlier form holds one question. It becomes a list with the first change.
  const write = (next: readonly Question[]) =>
    work.edit(
      RULES_FILE,
      { path: [part, 'questions'], value: next },
      ...(isEarlierForm ? [{ path: [part, 'identification'], value: undefined }] : []),
    );
  const add = (id: string) => write([...questions, { id, prompt: '', check: { kind: 'none' } }]);
  const remove = (place: number, id: string) => {
    write(questions.filter((_, at) => at !== place));
    forgetNames(work, 'questions', id);
  };
  return (
    <Card title={t('rulesPage.words.questions')}>
      <p className={styles.quiet}>{t('rulesPage.forms.questionsLead')}</p>
      {questions.map((question, place) => (
        <QuestionForm
          key={place}
          question={question}
          path={isEarlierForm ? [part, 'identification'] : [part, 'questions', place]}
          isFirst={place === 0}
          hasPrompt={!isEarlierForm}
          work={work}
          onRemove={() => remove(place, question.id ?? '')}
        />
      ))}
      <AddId
        label={t('rulesPage.forms.newQuestion')}
        submit={t('rulesPage.forms.addQuestion')}
        taken={questions.map(({ id = '' }) => id)}
        onAdd={add}
      />
    </Card>
  );
}

type Props = {
  question: Question;
  path: Path;
  isFirst: boolean;
  /** Only a question of a list has a text of its own. */
  hasPrompt: boolean;
  work: Work;
  onRemove: () => void;
};

const kinds = ['none', 'pattern', 'inn', 'inn-or-contract'] as const;

function QuestionForm({ question, path, isFirst, hasPrompt, work, onRemove }: Props) {
  const { t, i18n } = useTranslation();
  const { texts } = useChoices(work.document);
  const { id = '', check } = question;
  const name = labelIn(work.document, i18n.language, 'questions', id);
  const at = (...steps: string[]) => ({ work, path: [...path, ...steps] });
  return (
    <fieldset className={styles.item}>
      <legend>
        <NamedId name={name} id={id} />
      </legend>
      <NameFields
        path={['labels', 'questions', id]}
        work={work}
        labelOf={(language) => t('rulesPage.forms.nameIn', { language })}
      />
      {hasPrompt && (
        <>
          <ChoiceField
            {...at('prompt')}
            label={t('rulesPage.forms.prompt')}
            choices={texts}
            {...(isFirst ? { none: t('rulesPage.forms.promptOfGreeting') } : {})}
          />
          <blockquote lang={work.document.program?.locale ?? ''} dir="auto" className={styles.quiet}>
            {wordingOf(work.document, question.prompt)}
          </blockquote>
        </>
      )}
      <CheckOf check={check} path={[...path, 'check']} work={work} />
      <Button variant="default" size="xs" className={styles.removes} onClick={onRemove}>
        {t('rulesPage.forms.remove', { name })}
      </Button>
    </fieldset>
  );
}

/** How an answer is read. Only a pattern has more to say. */
function CheckOf({ check = {}, path, work }: { check: Question['check']; path: Path; work: Work }) {
  const { t } = useTranslation();
  const problemAt = useProblemAt();
  const write = (kind: string) =>
    work.edit(RULES_FILE, { path, value: kind === 'pattern' ? { kind, pattern: '.+' } : { kind } });
  return (
    <div className={styles.names}>
      <NativeSelect
        label={t('rulesPage.forms.check')}
        value={check.kind ?? 'none'}
        error={problemAt(['program', ...path, 'kind'])}
        data={kinds.map((value) => ({ value, label: t(`rulesPage.words.${value}`) }))}
        onChange={(event) => write(event.currentTarget.value)}
      />
      {check.kind === 'pattern' && (
        <WordField work={work} path={[...path, 'pattern']} label={t('rulesPage.forms.pattern')} />
      )}
    </div>
  );
}
