import { Button, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../cases/card.tsx';
import { RULES_FILE, type Texts, textsFile } from './document.ts';
import styles from './forms.module.css';
import type { Work } from './use-files.ts';
import { useSay } from './use-say.ts';
import { writtenYaml } from './yaml-edit.ts';

/** A language of the program's people: the names of the first language, to be translated, or empty ones. */
export function AddLanguage({ work }: { work: Work }) {
  const { t } = useTranslation();
  const say = useSay(work.document);
  const { program, texts } = work.document;
  const [typed, setTyped] = useState('');
  const [copies, setCopies] = useState(true);
  const [wrong, setWrong] = useState<'languageUnfit' | 'languageTaken' | null>(null);
  const first = program?.locale ?? Object.keys(texts)[0] ?? '';
  const add = () => {
    const locale = canonical(typed);
    const mistake = locale === null ? 'languageUnfit' : texts[locale] === undefined ? null : 'languageTaken';
    setWrong(mistake);
    if (locale === null || mistake !== null) return;
    work.write(textsFile(locale), writtenYaml(namesFrom(texts[first] ?? {}, copies)));
    const { staffLocales = [] } = program ?? {};
    if (!staffLocales.includes(locale) && locale !== program?.locale)
      work.edit(RULES_FILE, { path: ['staffLocales'], value: [...staffLocales, locale] });
    setTyped('');
  };
  return (
    <Card title={t('rulesPage.forms.newLanguage')}>
      <p className={styles.quiet}>{t('rulesPage.forms.newLanguageLead')}</p>
      <Switch
        label={t('rulesPage.forms.startsWith', { language: say.languageName(first) })}
        checked={copies}
        onChange={(event) => setCopies(event.currentTarget.checked)}
      />
      <form
        className={styles.addRow}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <TextInput
          className={styles.addId}
          label={t('rulesPage.forms.languageTag')}
          attributes={{ input: { dir: 'ltr' } }}
          maxLength={40}
          value={typed}
          error={wrong !== null && t(`rulesPage.forms.${wrong}`)}
          inputWrapperOrder={['label', 'input', 'error']}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {t('rulesPage.forms.addLanguage')}
        </Button>
      </form>
    </Card>
  );
}

/** A BCP 47 tag as it is written; `null` for another text, and for a language that the browser does not know. */
function canonical(tag: string): string | null {
  try {
    const [locale] = Intl.getCanonicalLocales(tag.trim());
    if (locale === undefined) return null;
    const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
    return names.of(new Intl.Locale(locale).language) === undefined ? null : locale;
  } catch {
    return null;
  }
}

function namesFrom({ title = '', labels = {}, product }: Texts, copies: boolean): Texts {
  const named = { title, labels, ...(product !== undefined && { product }) };
  return copies ? named : (emptied(named) as Texts);
}

/** The same ids with empty words, which the checker then lists. */
function emptied(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return '';
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, emptied(value)]));
}
