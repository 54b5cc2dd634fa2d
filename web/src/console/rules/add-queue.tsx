import { Checkbox, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AddId } from './add-id.tsx';
import { useChoices } from './choices.ts';
import { type Queue, RULES_FILE } from './document.ts';
import styles from './forms.module.css';
import { firstEscalation } from './next-rung.ts';
import type { Work } from './use-files.ts';

type Props = { part: string; queues: Readonly<Record<string, Queue>>; isShared: boolean; work: Work };

/** A new queue with its role, and the categories that move into it. */
export function AddQueue({ part, queues, isShared, work }: Props) {
  const { t } = useTranslation();
  const { roles, named } = useChoices(work.document);
  const [chosen, setChosen] = useState<string | null>(null);
  const [moved, setMoved] = useState<readonly string[]>([]);
  const role = roles.some(({ value }) => value === chosen) ? chosen : (roles[0]?.value ?? '');
  const ids = (work.document.program?.conversation?.categories ?? []).map(({ category = '' }) => category);
  const add = (id: string) => {
    const ladder = isShared ? {} : { ladder: [firstEscalation(work.document, role ?? '')] };
    const leading = ids.flatMap((category, place) =>
      moved.includes(category) ? [{ path: [part, 'categories', place, 'queue'], value: id }] : [],
    );
    work.edit(RULES_FILE, { path: [part, 'queues', id], value: { role, ...ladder } }, ...leading);
    setMoved([]);
  };
  const toggle = (id: string) => setMoved(moved.includes(id) ? moved.filter((one) => one !== id) : [...moved, id]);
  return (
    <section className={styles.ladder} aria-labelledby="new-queue">
      <h2 id="new-queue">{t('rulesPage.forms.newQueue')}</h2>
      <NativeSelect
        label={t('rulesPage.forms.queueRole')}
        value={role ?? ''}
        data={roles}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <fieldset className={styles.roles}>
        <legend>{t('rulesPage.forms.movesHere')}</legend>
        {named('categories', ids).map(({ value, label }) => (
          <Checkbox
            key={value}
            size="sm"
            label={label}
            checked={moved.includes(value)}
            onChange={() => toggle(value)}
          />
        ))}
      </fieldset>
      <AddId
        label={t('rulesPage.forms.newQueueId')}
        submit={t('rulesPage.forms.addQueue')}
        taken={Object.keys(queues)}
        onAdd={add}
      />
    </section>
  );
}
