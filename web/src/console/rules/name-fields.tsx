import { TextInput } from '@mantine/core';
import { textsFile } from './document.ts';
import { useProblemAt } from './field-problem.ts';
import styles from './forms.module.css';
import type { Work } from './use-files.ts';
import { useSay } from './use-say.ts';

type Props = { path: readonly string[]; work: Work; labelOf?: (language: string) => string };

/** One name in each language of the program: the title, or a label. */
export function NameFields({ path, work, labelOf = (language) => language }: Props) {
  const say = useSay(work.document);
  const problemAt = useProblemAt();
  const { texts } = work.document;
  const set = (locale: string, value: string) =>
    work.edit(textsFile(locale), { path, value: value === '' && path.length > 1 ? undefined : value });
  return (
    <div className={styles.names}>
      {Object.keys(texts).map((locale) => (
        <TextInput
          key={locale}
          label={labelOf(say.languageName(locale))}
          lang={locale}
          attributes={{ input: { dir: 'auto' } }}
          maxLength={1_000}
          value={nameAt(texts[locale], path)}
          error={problemAt(['texts', locale, ...path])}
          onChange={(event) => set(locale, event.currentTarget.value)}
        />
      ))}
    </div>
  );
}

function nameAt(texts: unknown, path: readonly string[]): string {
  const found = path.reduce((part, step) => (part as Record<string, unknown> | undefined)?.[step], texts);
  return typeof found === 'string' ? found : '';
}

/** Takes the names of something that is removed out of every language. */
export function forgetNames({ document, edit }: Work, kind: string, id: string): void {
  for (const [locale, texts] of Object.entries(document.texts))
    if (texts?.labels?.[kind]?.[id] !== undefined)
      edit(textsFile(locale), { path: ['labels', kind, id], value: undefined });
}
