import { useTranslation } from 'react-i18next';
import { Card } from '../cases/card.tsx';
import { ChoiceField, DurationAt, TimeAt, WholeField } from './fields.tsx';
import styles from './forms.module.css';
import type { Work } from './use-files.ts';
import { ValidityFields } from './validity-fields.tsx';
import type { Path } from './yaml-edit.ts';

const cutOffs = ['visit-start', 'visit-day'] as const;

/** What holds for all packages. */
export function PackageTerms({ path, work }: { path: Path; work: Work }) {
  const { t } = useTranslation();
  const { cancellation: { refund = {} } = {} } = work.document.program?.servicePackage ?? {};
  const at = (...steps: string[]) => ({ work, path: [...path, ...steps] });
  return (
    <Card title={t('rulesPage.forms.terms')}>
      <ValidityFields path={path} work={work} />
      <DurationAt {...at('visits', 'freeChange')} label={t('rulesPage.forms.freeChange')} />
      <ChoiceField
        {...at('visits', 'cutOff')}
        label={t('rulesPage.forms.cutOff')}
        choices={cutOffs.map((value) => ({ value, label: t(`rulesPage.forms.cutOffs.${value}`) }))}
      />
      <fieldset className={styles.roles}>
        <legend>{t('rulesPage.forms.refund', { percent: percentOf(refund) })}</legend>
        <div className={styles.names}>
          <WholeField {...at('cancellation', 'refund', 'numerator')} label={t('rulesPage.forms.numerator')} />
          <WholeField {...at('cancellation', 'refund', 'denominator')} label={t('rulesPage.forms.denominator')} />
        </div>
      </fieldset>
      <div className={styles.names}>
        <WholeField {...at('chase', 'lastCallDaysBefore')} label={t('rulesPage.forms.lastCallDaysBefore')} />
        <TimeAt
          {...at('chase', 'lastChanceAt')}
          isOptional
          label={t('rulesPage.forms.lastChanceAt')}
          description={t('rulesPage.forms.lastChanceAtHint')}
        />
      </div>
    </Card>
  );
}

const WHOLE_PERCENT = 100;

/** “70”, “33.33”; “—” while it is no share. */
function percentOf({ numerator, denominator }: { numerator?: unknown; denominator?: unknown }): string {
  const percent = (Number(numerator) * WHOLE_PERCENT) / Number(denominator);
  return Number.isFinite(percent) ? `${Math.round(percent * WHOLE_PERCENT) / WHOLE_PERCENT}` : '—';
}
