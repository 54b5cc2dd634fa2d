// What the customer page says in the program's words: each sentence can be formatted there, and a missing one is told.
import { IntlMessageFormat } from 'intl-messageformat';
import { pageLanguages, pageProblems, pageSentences } from '../../domain/document/page.ts';
import type { TextsDocument } from '../../domain/document/program.ts';
import type { Report } from './report.ts';

type Page = TextsDocument['page'];
type Shown = { locale: string; page: Page; isShown: boolean };

/** The language of the page is `locale`; `isShown` for the language of customers who chat. */
export function checkPage(report: Report, { locale, page = {}, isShown }: Shown): void {
  const path = ['texts', locale, 'page'];
  const { problems = {}, ...sentences } = page;
  for (const [key, text] of Object.entries(sentences)) {
    const values: readonly string[] = pageSentences[key as keyof typeof pageSentences];
    checkSentence(report, [...path, key], { text, locale, values });
  }
  for (const [code, text] of Object.entries(problems))
    checkSentence(report, [...path, 'problems', code], { text, locale, values: [] });
  if (isShown) checkWhole(report, path, { sentences, problems, locale });
  else if (Object.keys(page).length > 0)
    report.warning(path, 'unused-page', 'customers do not chat in this language, so the page never says it');
}

/** Without words of the document, the page is in a language of the product or in English. */
function checkWhole(
  report: Report,
  path: readonly string[],
  { sentences, problems, locale }: { sentences: object; problems: object; locale: string },
): void {
  if (pageLanguages.includes(locale.split('-')[0] ?? '')) return;
  const missing = [
    ...Object.keys(pageSentences).filter((key) => !Object.hasOwn(sentences, key)),
    ...pageProblems.filter((code) => !Object.hasOwn(problems, code)).map((code) => `problems.${code}`),
  ];
  if (missing.length === 0) return;
  const said = missing.join(', ');
  report.warning(
    path,
    'no-page-text',
    `the customer page says this in English, for want of words in ${locale}: ${said}`,
  );
}

type Sentence = { text: string; locale: string; values: readonly string[] };

function checkSentence(report: Report, path: readonly string[], { text, locale, values }: Sentence): void {
  const parts = partsOf(text, locale);
  if (parts === null) return report.error(path, 'malformed-text', 'it is no ICU message: look for a single brace');
  for (const { type, value, pluralType, offset } of everyPart(parts)) {
    const isPlural = type === PLURAL && value === COUNT && pluralType === 'cardinal' && offset === 0;
    if (type === LITERAL || type === POUND || (type === PLAIN && values.includes(`${value}`))) continue;
    if (isPlural && values.includes(COUNT)) continue;
    const fits = values.length === 0 ? 'none is' : `filled in are ${values.map((name) => `{${name}}`).join(', ')}`;
    report.error(path, 'unknown-value', `the page fills in no such {${value}} here; ${fits}`);
  }
}

type Part = {
  type: number;
  value?: unknown;
  pluralType?: string;
  offset?: number;
  options?: Record<string, { value: readonly Part[] }>;
};

// Types of @formatjs/icu-messageformat-parser.
const [LITERAL, PLAIN, PLURAL, POUND] = [0, 1, 6, 7];
const COUNT = 'count';

function partsOf(text: string, locale: string): readonly Part[] | null {
  try {
    return new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).getAst() as readonly Part[];
  } catch {
    return null;
  }
}

const everyPart = (parts: readonly Part[]): Part[] =>
  parts.flatMap((part) => [part, ...Object.values(part.options ?? {}).flatMap(({ value }) => everyPart(value))]);
