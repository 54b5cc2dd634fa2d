import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useChoices } from './choices.ts';
import { rungInWords, rungKind } from './difference-words.ts';
import { type LadderStep, RULES_FILE, wordingOf } from './document.ts';
import { DurationField } from './duration-field.tsx';
import { useProblemAt } from './field-problem.ts';
import { CheckField, ChoiceField, SeveralField, WordField } from './fields.tsx';
import styles from './forms.module.css';
import type { Work } from './use-files.ts';
import { useSay } from './use-say.ts';
import type { Path } from './yaml-edit.ts';

type Props = { step: LadderStep; queue: string | null; place: number; path: Path; work: Work };

export function LadderRung({ step, queue, place, path, work }: Props) {
  const { t } = useTranslation();
  const say = useSay(work.document);
  const problemAt = useProblemAt();
  const title = rungInWords(queue, place, say);
  return (
    <li className={styles.rung} data-kind={step.kind}>
      <div className={styles.rungTime}>{say.duration(step.after ?? 'PT0S')}</div>
      <div className={styles.rungBody}>
        <strong>{t(`rulesPage.kinds.${rungKind(step)}`)}</strong>
        <DurationField
          label={t('rulesPage.sinceChoice')}
          fullLabel={`${title}: ${t('rulesPage.sinceChoice')}`}
          value={step.after}
          error={problemAt(['program', ...path, 'after'])}
          onChange={(value) => work.edit(RULES_FILE, { path: [...path, 'after'], value })}
        />
        {step.kind === 'say' ? (
          <Saying step={step} path={path} work={work} />
        ) : (
          <Addressed step={step} path={path} work={work} />
        )}
        <Button
          variant="default"
          size="xs"
          className={styles.removes}
          onClick={() => work.edit(RULES_FILE, { path, value: undefined })}
        >
          {t('rulesPage.removeRung')}
        </Button>
      </div>
    </li>
  );
}

function Addressed({ step, path, work }: Pick<Props, 'step' | 'path' | 'work'>) {
  const { t } = useTranslation();
  const { roles } = useChoices(work.document);
  return (
    <>
      <SeveralField
        work={work}
        path={[...path, 'to']}
        label={t(step.kind === 'notify' ? 'rulesPage.told' : 'rulesPage.to')}
        choices={roles}
      />
      {step.kind !== 'notify' && (
        <CheckField work={work} path={[...path, 'overdue']} label={t('rulesPage.becomesOverdue')} />
      )}
      <WordField work={work} path={[...path, 'rule']} label={t('rulesPage.forms.rule')} />
    </>
  );
}

function Saying({ step, path, work }: Pick<Props, 'step' | 'path' | 'work'>) {
  const { t } = useTranslation();
  const { document } = work;
  const { texts } = useChoices(document);
  return (['inHours', 'outOfHours'] as const).map((which) => (
    <div key={which} className={styles.said}>
      <ChoiceField work={work} path={[...path, which, 'text']} label={t(`rulesPage.said.${which}`)} choices={texts} />
      <blockquote lang={document.program?.locale ?? ''} dir="auto">
        {wordingOf(document, step[which]?.text)}
      </blockquote>
      <WordField work={work} path={[...path, which, 'rule']} label={t(`rulesPage.forms.ruleOf.${which}`)} />
    </div>
  ));
}
