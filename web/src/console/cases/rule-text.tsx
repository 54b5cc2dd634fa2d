// A rule's code explains itself when it is pointed at, focused or tapped.
import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useLabels } from './labels.ts';
import styles from './rule-text.module.css';

export function RuleText({ rule }: { rule: string }) {
  const { t } = useTranslation();
  const labels = useLabels();
  return (
    <Tooltip
      label={labels.rule(rule) ?? t('timeline.anyRule')}
      events={{ hover: true, focus: true, touch: true }}
      classNames={{ tooltip: styles.words }}
      multiline
      position="bottom"
      interactive
    >
      <button type="button" className={styles.rule}>
        {t('timeline.rule', { rule })}
      </button>
    </Tooltip>
  );
}
