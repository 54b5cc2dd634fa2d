// Owns `{ matches: "regex" }`. Refuses to know what it is compared with beyond its text.
import { isObject, type Json } from './json.ts';

export type Pattern = { matches: string };

/** True for a map with `matches` as its only key and text as its value. */
export function isPattern(value: Json): value is Pattern {
  return isObject(value) && typeof value.matches === 'string' && Object.keys(value).length === 1;
}

/** True when the expression is found anywhere in the text; anchor it with ^ and $ to compare all of it. */
export function fits(pattern: Pattern, text: string): boolean {
  return new RegExp(pattern.matches, 'u').test(text);
}

/** Why a pattern cannot be used, or `null`. Names yet to be filled in count as a plain word. */
export function patternProblem(pattern: Pattern): string | null {
  try {
    new RegExp(pattern.matches.replace(/\$\{[^}]*\}/g, 'x'), 'u');
    return null;
  } catch (error) {
    return `"${pattern.matches}" is no regular expression: ${(error as Error).message}`;
  }
}
