// What the program in view calls a package and a visit. Headings take its words; sentences keep the general ones, because
// their grammar does not fit any word.
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
  const { productNames = {}, locale = '' } = program ?? {};
  const names = productNames[language] ?? productNames[locale];
  if (names === undefined || !(key in HEADINGS)) return null;
  const [what, form] = HEADINGS[key as Heading];
  return names[what][form];
}
