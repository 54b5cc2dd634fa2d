import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNames } from '../data/labels.ts';
import { inNaturalOrder } from '../data/natural-order.ts';
import { usePeople } from '../data/people-names.ts';
import { useProgram } from '../data/session.tsx';
import { useWrittenDates } from '../data/written-dates.ts';
import styles from './inbox.module.css';
import { type Chosen, narrowedBy, NOTHING_CHOSEN } from './tabs.ts';

const stages = ['waiting', 'assigned', 'closed', 'abandoned'] as const;

type Props = { chosen: Chosen; onChange: (chosen: Chosen) => void };

export function Filters({ chosen, onChange }: Props) {
  const { t } = useTranslation();
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const count = narrowedBy(chosen);
  return (
    <>
      <div className={styles.order}>
        <Button
          variant={count > 0 ? 'light' : 'default'}
          size="sm"
          aria-expanded={isOpen}
          aria-controls={id}
          onClick={() => setIsOpen(!isOpen)}
        >
          {count === 0 ? t('inbox.filters') : t('inbox.filtersChosen', { count })}
        </Button>
        <NativeSelect
          size="sm"
          aria-label={t('inbox.sort')}
          value={chosen.sort}
          onChange={(event) => onChange({ ...chosen, sort: event.currentTarget.value as Chosen['sort'] })}
          data={(['newest', 'oldest'] as const).map((value) => ({ value, label: t(`inbox.${value}`) }))}
        />
      </div>
      <div id={id} className={styles.chosen} hidden={!isOpen} role="group" aria-label={t('inbox.filters')}>
        {isOpen && <Fields chosen={chosen} onChange={onChange} />}
        {isOpen && (
          <Button
            variant="subtle"
            size="xs"
            disabled={count === 0}
            onClick={() => onChange({ ...NOTHING_CHOSEN, sort: chosen.sort })}
          >
            {t('inbox.clear')}
          </Button>
        )}
      </div>
    </>
  );
}

function Fields({ chosen, onChange }: Props) {
  const { t } = useTranslation();
  const options = useOptions();
  return (
    <>
      {options.map(({ name, any, data }) => (
        <NativeSelect
          key={name}
          size="sm"
          label={t(`inbox.${name}`)}
          value={chosen[name]}
          onChange={(event) => onChange({ ...chosen, [name]: event.currentTarget.value })}
          data={[{ value: '', label: any }, ...data]}
        />
      ))}
      {(['from', 'until'] as const).map((name) => (
        <Day
          key={name}
          label={t(`inbox.${name}`)}
          value={chosen[name]}
          onChange={(day) => onChange({ ...chosen, [name]: day })}
        />
      ))}
      <Checkbox
        size="sm"
        label={t('inbox.overdueOnly')}
        checked={chosen.overdue}
        onChange={(event) => onChange({ ...chosen, overdue: event.currentTarget.checked })}
      />
    </>
  );
}

function Day({ label, value, onChange }: { label: string; value: string; onChange: (day: string) => void }) {
  const written = useWrittenDates();
  return (
    <TextInput
      type="date"
      size="sm"
      label={label}
      value={value}
      description={written.date(value)}
      inputWrapperOrder={['label', 'input', 'description']}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

type Option = { value: string; label: string };

function useOptions() {
  const { t } = useTranslation();
  const names = useNames();
  const program = useProgram();
  const people = [...(usePeople() ?? [])].map(([value, label]) => ({ value, label }));
  const of = (name: 'stage' | 'queue' | 'category' | 'assignee' | 'disposition', any: string, data: Option[]) => ({
    name,
    any,
    data,
  });
  return [
    of(
      'stage',
      t('inbox.anyStage'),
      stages.map((stage) => ({ value: stage, label: t(`stages.${stage}`) })),
    ),
    of(
      'queue',
      t('inbox.anyQueue'),
      program.queues.map(({ queue }) => ({ value: queue, label: names.queue(program, queue) })),
    ),
    of(
      'category',
      t('inbox.anyCategory'),
      program.categories.map(({ category }) => ({ value: category, label: names.category(program, category) })),
    ),
    of(
      'assignee',
      t('inbox.anyAssignee'),
      inNaturalOrder(people, ({ label }) => label),
    ),
    of(
      'disposition',
      t('inbox.anyDisposition'),
      program.dispositions.map(({ disposition }) => ({
        value: disposition,
        label: names.disposition(program, disposition),
      })),
    ),
  ];
}
