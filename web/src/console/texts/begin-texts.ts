// Owns the console's language: which one, remembered, and the direction of the page. Refuses to know any sentence.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { readStored, writeStored } from '../../shared/stored.ts';

/** Languages of the console, each by its own name. */
export const languages = [
  { language: 'ru', name: 'Русский' },
  { language: 'en', name: 'English' },
] as const;

const KEY = 'careline:language';

// Only the language in use is loaded.
const load: Readonly<Record<string, () => Promise<{ texts: object }>>> = {
  ru: () => import('./ru/index.ts'),
  en: () => import('./en/index.ts'),
};

export async function beginTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    fallbackLng: false,
    interpolation: { escapeValue: false },
    returnEmptyString: false,
    resources: {},
    missingKeyHandler: (_languages, _namespace, key) => console.error(`no text for ${key}`),
    saveMissing: true,
  });
  await speak(firstLanguage());
}

/** Changes the language of everything, at once and for the next visit. */
export async function chooseLanguage(language: string): Promise<void> {
  writeStored(KEY, language);
  await speak(language);
}

async function speak(language: string): Promise<void> {
  const loaded = await load[language]?.();
  if (loaded !== undefined) i18next.addResourceBundle(language, 'translation', loaded.texts);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  document.documentElement.dir = i18next.dir(language);
}

function firstLanguage(): string {
  const wished = [readStored<string>(KEY), ...navigator.languages.map((one) => one.split('-')[0])];
  return wished.find((language) => language !== null && language !== undefined && language in load) ?? 'en';
}
