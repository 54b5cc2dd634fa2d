// The kinds of tickets: who works on them, when, and how they end.
import { useTranslation } from 'react-i18next';
import { Card } from '../cases/card.tsx';
import { AddId } from './add-id.tsx';
import { useChoices } from './choices.ts';
import { labelIn, RULES_FILE } from './document.ts';
import { ChoiceField, DurationAt, SeveralField, WholeField, WordField } from './fields.tsx';
import styles from './forms.module.css';
import { NamedId } from './named-id.tsx';
import { NameFields } from './name-fields.tsx';
import { TicketResults } from './ticket-results.tsx';
import type { Work } from './use-files.ts';

const TYPES = ['tickets', 'types'];

export function TicketsPart({ work }: { work: Work }) {
  const { t } = useTranslation();
  const types = work.document.program?.tickets?.types ?? {};
  const add = (id: string) => work.edit(RULES_FILE, { path: [...TYPES, id], value: newType(id, work) });
  return (
    <>
      {Object.keys(types).map((id) => (
        <TypeForm key={id} id={id} work={work} />
      ))}
      <Card title={t('rulesPage.forms.newType')}>
        <p className={styles.quiet}>{t('rulesPage.forms.newTypeLead')}</p>
        <AddId
          label={t('rulesPage.forms.newTypeId')}
          submit={t('rulesPage.forms.addType')}
          taken={Object.keys(types)}
          onAdd={add}
        />
      </Card>
    </>
  );
}

/** As the first type that people open: a person then changes it. */
function newType(id: string, { document: { program } }: Work): object {
  const [like] = Object.values(program?.tickets?.types ?? {}).filter(({ results = [] }) => results.length > 0);
  const team = like?.team ?? program?.roles?.[0] ?? '';
  return {
    ...{ label: id, team, lead: like?.lead ?? team, alsoTakenBy: [], openedBy: [team] },
    ...{ results: like?.results ?? [], callWithin: 'PT4H', nextCallInDays: 1, tag: id, rule: like?.rule ?? id },
  };
}

const distributions = ['push', 'claim'] as const;

function TypeForm({ id, work }: { id: string; work: Work }) {
  const { t, i18n } = useTranslation();
  const { roles } = useChoices(work.document);
  const name = labelIn(work.document, i18n.language, 'ticketTypes', id);
  const at = (field: string) => ({ work, path: [...TYPES, id, field] });
  const title = <NamedId name={name} id={id} />;
  return (
    <Card title={title}>
      <NameFields
        path={['labels', 'ticketTypes', id]}
        work={work}
        labelOf={(language) => t('rulesPage.forms.nameIn', { language })}
      />
      <div className={styles.names}>
        <ChoiceField {...at('team')} label={t('rulesPage.forms.team')} choices={roles} />
        <ChoiceField {...at('lead')} label={t('rulesPage.forms.lead')} choices={roles} />
        <ChoiceField
          {...at('distribution')}
          label={t('rulesPage.distribution')}
          absent="push"
          choices={distributions.map((value) => ({ value, label: t(`rulesPage.forms.distributions.${value}`) }))}
        />
      </div>
      <div className={styles.names}>
        <SeveralField {...at('alsoTakenBy')} label={t('rulesPage.forms.alsoTakenBy')} choices={roles} />
        <SeveralField {...at('openedBy')} label={t('rulesPage.forms.openedBy')} choices={roles} />
      </div>
      <DurationAt {...at('callWithin')} label={t('rulesPage.forms.callWithin')} />
      <div className={styles.names}>
        <WholeField {...at('nextCallInDays')} label={t('rulesPage.forms.nextCallInDays')} />
        <WordField {...at('label')} label={t('rulesPage.forms.ticketLabel')} />
        <WordField {...at('tag')} label={t('rulesPage.forms.ticketTag')} />
        <WordField {...at('rule')} label={t('rulesPage.forms.rule')} />
      </div>
      <TicketResults type={id} path={[...TYPES, id]} work={work} />
    </Card>
  );
}
