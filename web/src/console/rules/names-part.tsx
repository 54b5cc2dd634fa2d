// What the program's people see instead of ids, in each language.
import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../cases/card.tsx';
import { type Document, textsFile } from './document.ts';
import styles from './forms.module.css';
import type { Work } from './use-files.ts';
import { useSay } from './use-say.ts';

const kinds = [
  ...(['roles', 'categories', 'dispositions', 'ticketTypes', 'ticketResults'] as const),
  ...(['ticketFields', 'ticketChoices', 'tasks'] as const),
  ...(['packages', 'methods', 'notices', 'offers', 'sms', 'numbers', 'questions', 'rules'] as const),
];

export function NamesPart({ work }: { work: Work }) {
  const { t } = useTranslation();
  const say = useSay(work.document);
  const { texts } = work.document;
  const locales = Object.keys(texts);
  const set = (locale: string, path: readonly string[], value: string) =>
    work.edit(textsFile(locale), { path, value: value === '' && path.length > 1 ? undefined : value });
  const field = (locale: string, path: readonly string[], value: string | undefined) => (
    <TextInput
      key={locale}
      label={say.languageName(locale)}
      lang={locale}
      attributes={{ input: { dir: 'auto' } }}
      maxLength={1_000}
      value={value ?? ''}
      onChange={(event) => set(locale, path, event.currentTarget.value)}
    />
  );
  return (
    <>
      <Card title={t('rulesPage.words.title')}>
        <div className={styles.names}>{locales.map((locale) => field(locale, ['title'], texts[locale]?.title))}</div>
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
                <div className={styles.names}>
                  {locales.map((locale) => field(locale, ['labels', kind, id], texts[locale]?.labels?.[kind]?.[id]))}
                </div>
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
