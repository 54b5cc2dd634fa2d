import type { PageKey } from './page-messages.ts';

/** What is filled in, in the order of the arguments. */
export const filled = {
  /** `kinds` is a list such as `pdf, jpg`. */
  attach: ['kinds'],
  accepted: ['kinds'],
  rating: ['least', 'most'],
  rated: ['score', 'most'],
  /** `who` is a person's name or the name of a role. */
  attendedBy: ['who'],
  /** `opens` is a day and an hour in words. */
  outOfHours: ['opens'],
  /** `kind` is what the program calls such a number, or `anyNumber`. */
  kept: ['kind', 'number'],
  left: ['count'],
  tooLong: ['count'],
  uploading: ['percent'],
  unread: ['count'],
} as const;

type Filled = keyof typeof filled;
type Values<Names extends readonly string[]> = { [Place in keyof Names]: string | number };
type Plain = Exclude<PageKey, Filled | `problems.${string}` | `score${number}`>;

export type Sentences = Readonly<Record<Plain, string>> & {
  readonly [Key in Filled]: (...values: Values<(typeof filled)[Key]>) => string;
};

/** A sentence that the language lacks is whole in English, see `fallback.ts`. */
export type ChatTexts = Sentences & {
  /** The page's language. Dates and numbers are written with `locale`. */
  language: string;
  locale: string;
  direction: 'ltr' | 'rtl';
  /** Words for a scale of five scores; another scale has only the first and the last one. */
  scoreNames: readonly string[];
  problems: Readonly<Record<string, string>>;
};
