import { useTranslation } from 'react-i18next';

/** The version of the program by which a case goes on; nothing for a case that has none. */
export function RulesFact({ programVersion: version }: { programVersion: number | null }) {
  const { t } = useTranslation();
  if (version === null) return null;
  return (
    <div>
      <dt>{t('cases.rules')}</dt>
      <dd>{t('cases.rulesVersion', { version })}</dd>
    </div>
  );
}
