import { useTranslation } from 'react-i18next';
import { AddId } from './add-id.tsx';
import { useChoices } from './choices.ts';
import { labelIn, RULES_FILE } from './document.ts';
import { ChoiceField, SeveralField } from './fields.tsx';
import styles from './forms.module.css';
import type { Work } from './use-files.ts';
import type { Path } from './yaml-edit.ts';

const needs = ['payment', 'planned-visit', 'booking'] as const;

/** How tickets of a type end, and what must be true for each result. */
export function TicketResults({ type, path, work }: { type: string; path: Path; work: Work }) {
  const { t, i18n } = useTranslation();
  const { results: known } = useChoices(work.document);
  const own = work.document.program?.tickets?.types?.[type]?.results ?? [];
  return (
    <>
      <h3 className={styles.heading}>{t('rulesPage.words.ticketResults')}</h3>
      <p className={styles.quiet}>{t('rulesPage.forms.resultsLead')}</p>
      <SeveralField work={work} path={[...path, 'results']} label={t('rulesPage.forms.results')} choices={known} />
      <AddId
        label={t('rulesPage.forms.newResult')}
        submit={t('rulesPage.forms.addResult')}
        taken={own}
        onAdd={(id) => work.edit(RULES_FILE, { path: [...path, 'results'], value: [...own, id] })}
      />
      <div className={styles.names}>
        {own.map((result) => (
          <ChoiceField
            key={result}
            work={work}
            path={[...path, 'resultNeeds', result]}
            label={t('rulesPage.forms.needs', {
              result: labelIn(work.document, i18n.language, 'ticketResults', result),
            })}
            none={t('rulesPage.forms.needsNothing')}
            choices={needs.map((value) => ({ value, label: t(`rulesPage.forms.need.${value}`) }))}
          />
        ))}
      </div>
    </>
  );
}
