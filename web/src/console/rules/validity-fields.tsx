import { useTranslation } from 'react-i18next';
import { WholeField } from './fields.tsx';
import styles from './forms.module.css';
import type { Work } from './use-files.ts';
import type { Path } from './yaml-edit.ts';

/** How long a package may be used: of all packages, or of one of the catalogue. */
export function ValidityFields({ path, work }: { path: Path; work: Work }) {
  const { t } = useTranslation();
  const at = (field: string) => [...path, 'validity', field];
  return (
    <div className={styles.names}>
      <WholeField work={work} path={at('months')} label={t('rulesPage.forms.months')} />
      <WholeField work={work} path={at('graceDays')} label={t('rulesPage.forms.graceDays')} />
    </div>
  );
}
