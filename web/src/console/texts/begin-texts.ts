import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { languages } from 'virtual:console-languages';
import { readStored, writeStored } from '../../shared/stored.ts';
import { withinSentence } from '../data/shown-text.ts';
import { bestOf } from './best-language.ts';
import { wholeFallback } from './whole-fallback.ts';

export { languages } from 'virtual:console-languages';

const KEY = 'careline:language';
const FALLBACK = 'en';

export async function beginTexts(): Promise<void> {
  await i18next
    .use(initReactI18next)
    .use(wholeFallback((language) => i18next.dir(language)))
    .init({
      fallbackLng: FALLBACK,
      // React escapes markup. This keeps a value from changing the direction of the sentence around it.
      interpolation: { escapeValue: true, escape: (value: string) => withinSentence(value, i18next.dir()) },
      returnEmptyString: false,
      resources: {},
      postProcess: ['whole-fallback'],
      postProcessPassResolved: true,
      missingKeyHandler: (_languages, _namespace, key) => console.error(`no text for ${key}`),
      saveMissing: true,
    });
  await speak(firstLanguage());
}

// Chosen at the login page, so it is the choice of the next person who logs in.
let chosenAtDoor: string | null = null;

/** Changes the language now and for this person's next visit, if a person is logged in. */
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
  const wished = bestOf(known, [readStored<string>(keyOf(login)), locale]);
  if (wished !== undefined && wished !== i18next.language) await speak(wished);
}

const keyOf = (login: string) => `${KEY}:${login}`;
const known = languages.map(({ language }) => language);

type Language = (typeof languages)[number];

const spoken = new Set<Language>();
const openedPages = new Set<string>();

/** Loads the texts of a page. Call before it is shown; they follow the language from then on. */
export async function loadTextsOf(page: string): Promise<void> {
  openedPages.add(page);
  await Promise.all([...spoken].map(async (one) => add(one, one.pages[page])));
}

/** Loads only the language in use, and beside one with missing sentences the fallback. */
async function speak(language: string): Promise<void> {
  const isComplete = languages.find((one) => one.language === language)?.isComplete === true;
  const wanted = languages.filter((one) => one.language === language || (one.language === FALLBACK && !isComplete));
  for (const one of wanted) spoken.add(one);
  await Promise.all(
    wanted.flatMap((one) =>
      [one.load, ...[...openedPages].map((page) => one.pages[page])].map((load) => add(one, load)),
    ),
  );
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  document.documentElement.dir = i18next.dir(language);
}

/** A language may lack a page; the fallback has it. */
async function add({ language }: Language, load: Language['load'] | undefined): Promise<void> {
  if (load !== undefined) i18next.addResourceBundle(language, 'translation', (await load()).texts);
}

function firstLanguage(): string {
  return bestOf(known, [readStored<string>(KEY), ...navigator.languages]) ?? FALLBACK;
}
