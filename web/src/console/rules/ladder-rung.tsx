import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { rungInWords, rungKind } from './difference-words.ts';
import { labelIn, type LadderStep, RULES_FILE, wordingOf } from './document.ts';
import { DurationField } from './duration-field.tsx';
import styles from './forms.module.css';
import type { Work } from './use-files.ts';
import { useSay } from './use-say.ts';
import type { Path } from './yaml-edit.ts';

type Props = { step: LadderStep; queue: string | null; place: number; path: Path; work: Work };

export function LadderRung({ step, queue, place, path, work }: Props) {
  const { t } = useTranslation();
  const say = useSay(work.document);
  const set = (field: string, value: unknown) => work.edit(RULES_FILE, { path: [...path, field], value });
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
          onChange={(iso) => set('after', iso)}
        />
        {step.kind === 'say' ? (
          <Saying step={step} path={path} work={work} />
        ) : (
          <Addressed step={step} set={set} work={work} />
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

function Addressed({
  step,
  set,
  work,
}: Pick<Props, 'step' | 'work'> & { set: (field: string, value: unknown) => void }) {
  const { t, i18n } = useTranslation();
  const { program } = work.document;
  const roles = program?.roles ?? [];
  const to = step.to ?? [];
  const toggle = (role: string) =>
    set(
      'to',
      roles.filter((one) => (one === role) !== to.includes(one)),
    );
  return (
    <>
      <fieldset className={styles.roles}>
        <legend>{t(step.kind === 'notify' ? 'rulesPage.told' : 'rulesPage.to')}</legend>
        {roles.map((role) => (
          <Checkbox
            key={role}
            size="sm"
            label={labelIn(work.document, i18n.language, 'roles', role)}
            checked={to.includes(role)}
            onChange={() => toggle(role)}
          />
        ))}
      </fieldset>
      {step.kind !== 'notify' && (
        <Checkbox
          size="sm"
          label={t('rulesPage.becomesOverdue')}
          checked={step.overdue === true}
          onChange={(event) => set('overdue', event.currentTarget.checked)}
        />
      )}
    </>
  );
}

function Saying({ step, path, work }: Pick<Props, 'step' | 'path' | 'work'>) {
  const { t } = useTranslation();
  const { document, edit } = work;
  const locale = document.program?.locale ?? '';
  const ids = Object.keys(document.texts[locale]?.texts ?? {});
  return (['inHours', 'outOfHours'] as const).map((which) => (
    <div key={which} className={styles.said}>
      <NativeSelect
        label={t(`rulesPage.said.${which}`)}
        value={step[which]?.text ?? ''}
        data={ids}
        onChange={(event) => edit(RULES_FILE, { path: [...path, which, 'text'], value: event.currentTarget.value })}
      />
      <blockquote lang={locale} dir="auto">
        {wordingOf(document, step[which]?.text)}
      </blockquote>
    </div>
  ));
}
