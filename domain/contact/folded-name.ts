// `folded_name` in the database does the same in SQL; a test compares the two.

// Vowel signs, tatweel, marks of direction, accents: people may write or copy a name with or without them.
const MARKS = new RegExp(
  String.raw`[\u00AD\u0300-\u036F\u0483-\u0489\u0591-\u05C7\u0610-\u061A\u061C\u0640\u064B-\u065F\u0670\u06D6-\u06ED\u08D3-\u08FF\u115F\u1160\u180B-\u180F\u1AB0-\u1AFF\u1DC0-\u1DFF\u200B-\u200F\u202A-\u202E\u2060-\u206F\u20D0-\u20FF\uFE00-\uFE0F\uFE20-\uFE2F\uFEFF]`,
  'g',
);

const BLANKS = /[\t-\r \u0085\u1680\u2028\u2029]+/g;

// ة as ه, ى and the Persian ی as ي, ٱ as ا, the other forms of ك and ه; the final sigma; digits. NFKD splits a hamza
// above or below from its letter and it goes with the marks, so أ إ آ become ا.
const ONE_SPELLING: Readonly<Record<string, string>> = Object.fromEntries(
  [...'ةىیٱکھہەς٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹'].map((letter, place) => [
    letter,
    'هيياكهههσ01234567890123456789'[place] ?? letter,
  ]),
);

/**
 * Lower-case letters and digits in one spelling, words separated by one blank; only for comparing, never for showing.
 */
export function foldedName(name: string): string {
  const plain = name.normalize('NFKD').toLowerCase().replaceAll(MARKS, '');
  const letters = [...plain].map((letter) => ONE_SPELLING[letter] ?? letter).join('');
  return letters.replaceAll(BLANKS, ' ').replace(/^ | $/g, '');
}
