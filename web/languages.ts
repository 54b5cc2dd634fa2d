// The console's languages are the folders of its texts. Run as a program it says what each of them lacks.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const TEXTS = join(import.meta.dirname, 'src/console/texts');

/** A missing sentence is shown whole in this language. */
const FALLBACK = 'en';

export type ConsoleLanguage = {
  /** BCP 47, as its folder is called. */
  language: string;
  file: string;
  /** Keys without a sentence. A counted one names the plural forms that it lacks: `reply.left (few, many)`. */
  missing: readonly string[];
};

/** The languages of a folder, by tag. */
export async function consoleLanguages(folder = TEXTS): Promise<ConsoleLanguage[]> {
  const found = readdirSync(folder)
    .filter((name) => existsSync(indexOf(folder, name)))
    .toSorted();
  const texts = await Promise.all(found.map((language) => textsOf(indexOf(folder, language))));
  const whole = texts[found.indexOf(FALLBACK)] ?? {};
  return found.map((language, place) => ({
    language,
    file: indexOf(folder, language),
    missing: missingIn(texts[place] ?? {}, whole, language),
  }));
}

const indexOf = (folder: string, language: string) => join(folder, language, 'index.ts');

async function textsOf(file: string): Promise<object> {
  return ((await import(pathToFileURL(file).href)) as { texts: object }).texts;
}

const PLURAL = /^(.+)_(zero|one|two|few|many|other)$/;

/** The keys of the whole texts that a language does not say. */
export function missingIn(texts: object, whole: object, language: string): string[] {
  const said = sentencesOf(texts);
  const wanted = new Set([...sentencesOf(whole)].map((key) => PLURAL.exec(key)?.[1] ?? `=${key}`));
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
  return [...wanted].flatMap((key) => {
    if (key.startsWith('=')) return said.has(key.slice(1)) ? [] : [key.slice(1)];
    const lacking = forms.filter((form) => !said.has(`${key}_${form}`));
    return lacking.length === 0 ? [] : [`${key} (${lacking.join(', ')})`];
  });
}

/** An empty sentence is none. */
function sentencesOf(texts: object, place = ''): Set<string> {
  const keys = Object.entries(texts).flatMap(([key, value]) =>
    typeof value === 'string'
      ? value.trim() === ''
        ? []
        : [`${place}${key}`]
      : [...sentencesOf(value as object, `${place}${key}.`)],
  );
  return new Set(keys);
}

/** One line for each language. */
export function saidOf({ language, missing }: ConsoleLanguage): string {
  if (missing.length === 0) return `${language}: complete`;
  return `${language}: ${missing.length} missing, shown in ${FALLBACK}: ${missing.join(', ')}`;
}

if (import.meta.main) for (const one of await consoleLanguages()) console.log(saidOf(one));
