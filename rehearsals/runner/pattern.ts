import { isObject, type Json } from './json.ts';

export type Pattern = { matches: string };

/** True for a map with `matches` as its only key and text as its value. */
export function isPattern(value: Json): value is Pattern {
  return isObject(value) && typeof value.matches === 'string' && Object.keys(value).length === 1;
}

/** True when the expression is found anywhere in the text; use ^ and $ to compare the whole text. */
export function fits(pattern: Pattern, text: string): boolean {
  return new RegExp(pattern.matches, 'u').test(text);
}

/** Why a pattern cannot be used, or `null`. A name that is filled in later counts as a plain word. */
export function patternProblem(pattern: Pattern): string | null {
  try {
    new RegExp(pattern.matches.replace(/\$\{[^}]*\}/g, 'x'), 'u');
    return null;
  } catch (error) {
    return `"${pattern.matches}" is no regular expression: ${(error as Error).message}`;
  }
}
