// The words of the program in view for a package and a visit. Headings are such a word. Sentences about a package have a
// second form in `own` of the texts, which fits any word in its basic form.
import type { Program } from '../../shared/wire.ts';

/** The headings that are only such a word. */
const HEADINGS = {
  'nav.packages': ['package', 'other'],
  'packages.title': ['package', 'other'],
  'packages.one': ['package', 'one'],
  'nav.visits': ['visit', 'other'],
  'visits.title': ['visit', 'other'],
  'booking.visits': ['visit', 'other'],
  'packages.visits': ['visit', 'other'],
} as const;

export type Heading = keyof typeof HEADINGS;

/** The program's word for a heading in a language, else in its own; `null` where it has none. */
export function productWord(program: Program | undefined, language: string, key: string): string | null {
  const names = namesIn(program, language);
  if (names === undefined || !(key in HEADINGS)) return null;
  const [what, form] = HEADINGS[key as Heading];
  return names[what][form];
}

/** The words that sentences take: as a heading says them, and as they are within a sentence. */
export type OwnWords = { Package: string; package: string; packages: string };

export function ownWords(program: Program | undefined, language: string): OwnWords | undefined {
  const { one, other } = namesIn(program, language)?.package ?? {};
  if (one === undefined || other === undefined) return undefined;
  return { Package: one, package: withinSentence(one, language), packages: withinSentence(other, language) };
}

function namesIn(program: Program | undefined, language: string) {
  const { productNames = {}, locale = '' } = program ?? {};
  return productNames[language] ?? productNames[locale];
}

/** Languages that write every noun with a capital letter. */
const CAPITALS = ['de', 'lb'];

/** An abbreviation keeps its letters. */
function withinSentence(word: string, language: string): string {
  const [first = '', second = ''] = word;
  const isKept = CAPITALS.includes(language.split('-')[0] ?? '') || /\p{Lu}/u.test(second);
  return isKept ? word : `${first.toLocaleLowerCase(language)}${word.slice(first.length)}`;
}
