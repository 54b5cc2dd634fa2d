// What the program's people see instead of ids, in each language.
import { useTranslation } from 'react-i18next';
import { Card } from '../cases/card.tsx';
import type { Document } from './document.ts';
import styles from './forms.module.css';
import { NameFields } from './name-fields.tsx';
import type { Work } from './use-files.ts';

const kinds = [
  ...(['roles', 'categories', 'dispositions', 'ticketTypes', 'ticketResults'] as const),
  ...(['ticketFields', 'ticketChoices', 'tasks'] as const),
  ...(['packages', 'methods', 'notices', 'offers', 'sms', 'numbers', 'questions', 'rules'] as const),
];

export function NamesPart({ work }: { work: Work }) {
  const { t } = useTranslation();
  return (
    <>
      <Card title={t('rulesPage.words.title')}>
        <NameFields path={['title']} work={work} />
      </Card>
      {kinds.map((kind) => {
        const ids = idsOf(kind, work.document);
        if (ids.length === 0) return null;
        return (
          <Card key={kind} title={t(`rulesPage.words.${kind}`)}>
            {ids.map((id) => (
              <fieldset key={id} className={styles.named}>
                <legend>
                  <code dir="ltr">{id}</code>
                </legend>
                <NameFields path={['labels', kind, id]} work={work} />
              </fieldset>
            ))}
          </Card>
        );
      })}
    </>
  );
}

/** What has to have a name, and what has one already. */
function idsOf(kind: (typeof kinds)[number], { program, texts }: Document): string[] {
  const { roles = [], conversation, tickets, servicePackage } = program ?? {};
  const types = Object.entries(tickets?.types ?? {});
  const fields = types.flatMap(([, type]) => type.fields ?? []);
  const needed: Partial<Record<typeof kind, (string | undefined)[]>> = {
    roles,
    categories: conversation?.categories?.map(({ category }) => category),
    dispositions: conversation?.dispositions?.map(({ disposition }) => disposition),
    questions: conversation?.questions?.map(({ id }) => id),
    ticketTypes: types.map(([type]) => type),
    packages: servicePackage?.catalogue?.map(({ id }) => id),
    ticketResults: types.flatMap(([, { results = [] }]) => results),
    ticketFields: fields.map(({ id }) => id),
    ticketChoices: fields.flatMap(({ choices = [] }) => choices),
  };
  const named = Object.values(texts).flatMap((one) => Object.keys(one?.labels?.[kind] ?? {}));
  return [...new Set([...(needed[kind] ?? []), ...named].flatMap((id) => id ?? []))];
}
