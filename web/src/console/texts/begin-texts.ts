import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { readStored, writeStored } from '../../shared/stored.ts';
import { withinSentence } from '../data/shown-text.ts';

export const languages = [
  { language: 'ru', name: 'Русский' },
  { language: 'en', name: 'English' },
  { language: 'ar', name: 'العربية' },
] as const;

const KEY = 'careline:language';

// Only the language in use is loaded.
const load: Readonly<Record<string, () => Promise<{ texts: object }>>> = {
  ru: () => import('./ru/index.ts'),
  en: () => import('./en/index.ts'),
  ar: () => import('./ar/index.ts'),
};

export async function beginTexts(): Promise<void> {
  await i18next.use(initReactI18next).init({
    fallbackLng: false,
    // React escapes markup. This keeps a value from changing the direction of the sentence around it.
    interpolation: { escapeValue: true, escape: (value: string) => withinSentence(value, i18next.dir()) },
    returnEmptyString: false,
    resources: {},
    missingKeyHandler: (_languages, _namespace, key) => console.error(`no text for ${key}`),
    saveMissing: true,
  });
  await speak(firstLanguage());
}

// Chosen at the login page, so it is the choice of the next person who logs in.
let chosenAtDoor: string | null = null;

/** Changes the language now and for this person's next visit, if somebody is logged in. */
export async function chooseLanguage(language: string, login: string | null): Promise<void> {
  writeStored(KEY, language);
  if (login === null) chosenAtDoor = language;
  else writeStored(keyOf(login), language);
  await speak(language);
}

/** Call after a login: uses their last choice in this browser, else the language that the server keeps for them. */
export async function speakTo({ login, locale }: { login: string; locale: string }): Promise<void> {
  if (chosenAtDoor !== null) writeStored(keyOf(login), chosenAtDoor);
  chosenAtDoor = null;
  const wished = readStored<string>(keyOf(login)) ?? locale;
  if (wished in load && wished !== i18next.language) await speak(wished);
}

const keyOf = (login: string) => `${KEY}:${login}`;

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
