// Owns the filters of the view of all requests.
import { Checkbox, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNames } from '../data/labels.ts';
import { useProgram } from '../data/session.tsx';
import styles from './inbox.module.css';
import type { Chosen, Stage } from './tabs.ts';

const stages = ['waiting', 'assigned', 'closed'] as const;

export function Filters({ chosen, onChange }: { chosen: Chosen; onChange: (chosen: Chosen) => void }) {
  const { t } = useTranslation();
  const names = useNames();
  const program = useProgram();
  const queues = program.queues.map(({ queue }) => ({ value: queue, label: names.queue(program, queue) }));
  return (
    <>
      <div className={styles.pair}>
        <NativeSelect
          size="sm"
          aria-label={t('inbox.stage')}
          value={chosen.stage}
          onChange={(event) => onChange({ ...chosen, stage: event.currentTarget.value as Stage })}
          data={[
            { value: '', label: t('inbox.anyStage') },
            ...stages.map((stage) => ({ value: stage, label: t(`stages.${stage}`) })),
          ]}
        />
        <NativeSelect
          size="sm"
          aria-label={t('inbox.queue')}
          value={chosen.queue}
          onChange={(event) => onChange({ ...chosen, queue: event.currentTarget.value })}
          data={[{ value: '', label: t('inbox.anyQueue') }, ...queues]}
        />
      </div>
      <Checkbox
        size="sm"
        label={t('inbox.overdueOnly')}
        checked={chosen.overdue}
        onChange={(event) => onChange({ ...chosen, overdue: event.currentTarget.checked })}
      />
    </>
  );
}
