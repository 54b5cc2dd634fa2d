// Without flags: a language is not a country. Each is named in itself.
import { NativeSelect, useDirection } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../data/session.tsx';
import { chooseLanguage, languages } from '../texts/begin-texts.ts';
import styles from './language-switch.module.css';

/** `Русский` for `ru` */
function nameInItself(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  return name.slice(0, 1).toLocaleUpperCase(language) + name.slice(1);
}

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const { setDirection } = useDirection();
  const { data: me } = useQuery(meQuery);
  const choose = async (language: string) => {
    await chooseLanguage(language, me?.login || null);
    setDirection(i18n.dir(language));
  };
  return (
    <NativeSelect
      size="xs"
      className={styles.languages}
      aria-label={t('language')}
      value={i18n.language}
      onChange={(event) => void choose(event.currentTarget.value)}
    >
      {languages.map(({ language }) => (
        <option key={language} value={language} lang={language} dir={i18n.dir(language)}>
          {nameInItself(language)}
        </option>
      ))}
    </NativeSelect>
  );
}
