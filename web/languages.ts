// The console's languages are the folders of its texts; a folder within one has the texts of a page that is loaded when
// it is opened. Run as a program it says what each language lacks.
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
  /** The files of pages that are loaded when they are opened, by the name of their folder. */
  pages: Readonly<Record<string, string>>;
  /** Keys without a sentence. A counted one names the plural forms that it lacks: `reply.left (few, many)`. */
  missing: readonly string[];
};

/** The languages of a folder, by tag. */
export async function consoleLanguages(): Promise<ConsoleLanguage[]> {
  const found = foldersIn(TEXTS);
  const texts = await Promise.all(found.map(textsOf));
  const whole = texts[found.indexOf(FALLBACK)] ?? {};
  return found.map((language, place) => ({
    language,
    file: indexOf(language),
    pages: pagesOf(language),
    missing: missingIn(texts[place] ?? {}, whole, language),
  }));
}

/** All texts of a language: those of its first load and of each page. */
export async function textsOf(language: string): Promise<object> {
  const files = [indexOf(language), ...Object.values(pagesOf(language))];
  const parts = await Promise.all(
    files.map(async (file) => ((await import(pathToFileURL(file).href)) as { texts: object }).texts),
  );
  return Object.assign({}, ...parts) as object;
}

function pagesOf(language: string): Record<string, string> {
  const pages = foldersIn(join(TEXTS, language));
  return Object.fromEntries(pages.map((page) => [page, indexOf(join(language, page))]));
}

const indexOf = (path: string) => join(TEXTS, path, 'index.ts');

/** The folders that have an index of texts, by name. */
function foldersIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'index.ts')))
    .toSorted();
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
