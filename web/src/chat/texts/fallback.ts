// A sentence in English on a page of another language keeps its direction, and its element says its language.
const BEGIN = '\u2066\u2060';
const END = '\u2069';

export const FALLBACK = 'en';

export const inFallback = (sentence: string) => `${BEGIN}${sentence}${END}`;

/** The attributes of an element with this text. */
export function languageOf(text: string | null): { lang?: string; dir?: string } {
  return text?.startsWith(BEGIN) === true ? { lang: FALLBACK, dir: 'ltr' } : {};
}
