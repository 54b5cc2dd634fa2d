import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AddId } from './add-id.tsx';
import { queueName } from './difference-words.ts';
import { labelIn, type Queue, RULES_FILE } from './document.ts';
import { ChoiceField } from './fields.tsx';
import styles from './forms.module.css';
import { NamedId } from './named-id.tsx';
import { forgetNames, NameFields } from './name-fields.tsx';
import type { Work } from './use-files.ts';

type Props = { part: string; queues: Readonly<Record<string, Queue>>; work: Work };

/** What customers may ask about, and in which queue it waits. */
export function Categories({ part, queues, work }: Props) {
  const { t } = useTranslation();
  const ids = (work.document.program?.conversation?.categories ?? []).map(({ category = '' }) => category);
  const [first = ''] = Object.keys(queues);
  const add = (category: string) =>
    work.edit(RULES_FILE, { path: [part, 'categories', ids.length], value: { category, queue: first } });
  return (
    <section className={styles.ladder} aria-labelledby="categories">
      <h2 id="categories">{t('rulesPage.words.categories')}</h2>
      {ids.map((id, place) => (
        <Category key={place} id={id} place={place} part={part} queues={queues} work={work} />
      ))}
      <AddId
        label={t('rulesPage.forms.newCategory')}
        submit={t('rulesPage.forms.addCategory')}
        taken={ids}
        onAdd={add}
      />
    </section>
  );
}

function Category({ id, place, part, queues, work }: Props & { id: string; place: number }) {
  const { t, i18n } = useTranslation();
  const { document, edit } = work;
  const name = labelIn(document, i18n.language, 'categories', id);
  const choices = Object.keys(queues).map((queue) => ({
    value: queue,
    label: `${queueName(queue, { document, language: i18n.language })} (${queue})`,
  }));
  const path = [part, 'categories', place];
  const remove = () => {
    edit(RULES_FILE, { path, value: undefined });
    forgetNames(work, 'categories', id);
  };
  return (
    <fieldset className={styles.item}>
      <legend>
        <NamedId name={name} id={id} />
      </legend>
      <ChoiceField work={work} path={[...path, 'queue']} label={t('rulesPage.forms.waitsIn')} choices={choices} />
      <NameFields
        path={['labels', 'categories', id]}
        work={work}
        labelOf={(language) => t('rulesPage.forms.nameIn', { language })}
      />
      <Button variant="default" size="xs" className={styles.removes} onClick={remove}>
        {t('rulesPage.forms.remove', { name })}
      </Button>
    </fieldset>
  );
}
