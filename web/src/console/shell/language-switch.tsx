// Without flags: a language is not a country.
import { useDirection } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../data/session.tsx';
import { chooseLanguage, languages } from '../texts/begin-texts.ts';
import styles from './language-switch.module.css';

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const { setDirection } = useDirection();
  const { data: me } = useQuery(meQuery);
  const choose = async (language: string) => {
    await chooseLanguage(language, me?.login || null);
    setDirection(i18n.dir(language));
  };
  return (
    <div className={styles.group} role="group" aria-label={t('language')}>
      {languages.map(({ language, name }) => (
        <button
          key={language}
          type="button"
          lang={language}
          title={name}
          aria-label={`${language.toUpperCase()}, ${name}`}
          aria-pressed={i18n.language === language}
          onClick={() => void choose(language)}
        >
          {language.toUpperCase()}
        </button>
      ))}
    </div>
  );
}
