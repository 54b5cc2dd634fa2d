import { isObject, type Json, type JsonObject, kindOf, shown } from './json.ts';
import { fits, isPattern } from './pattern.ts';

/** One difference: the place in the answer, the expected and the actual value, in readable form. */
export type Mismatch = { place: string; expected: string; actual: string };

/**
 * Every place where `actual` does not contain `expected`; empty when it does. An object must have the given fields,
 * others do not matter; a field expected to be null must exist and be null. An array must have, for each given element,
 * at least one element that contains it: order does not matter, one element may match several, and `[]` matches every
 * array (`count` checks numbers). `{ matches: "regex" }` compares a string with a pattern. Numbers, booleans and
 * strings are compared without conversion; two RFC 3339 texts are equal when they are the same instant.
 */
export function mismatches(expected: Json, actual: Json | undefined, place = '$'): Mismatch[] {
  if (isPattern(expected)) return byPattern(expected.matches, actual, place);
  if (Array.isArray(expected)) return inArray(expected, actual, place);
  if (isObject(expected)) return inObject(expected, actual, place);
  if (expected === actual || isSameInstant(expected, actual)) return [];
  return [{ place, expected: shown(expected), actual: shown(actual) }];
}

function byPattern(matches: string, actual: Json | undefined, place: string): Mismatch[] {
  if (typeof actual === 'string' && fits({ matches }, actual)) return [];
  return [{ place, expected: `text matching /${matches}/`, actual: shown(actual) }];
}

function inObject(expected: JsonObject, actual: Json | undefined, place: string): Mismatch[] {
  if (!isObject(actual)) return [{ place, expected: `an object with ${shown(expected)}`, actual: shown(actual) }];
  return Object.entries(expected).flatMap(([key, value]) =>
    // Own fields only: every object has a "constructor".
    mismatches(value, Object.hasOwn(actual, key) ? actual[key] : undefined, `${place}${segment(key)}`),
  );
}

function inArray(expected: Json[], actual: Json | undefined, place: string): Mismatch[] {
  if (!Array.isArray(actual)) return [{ place, expected: `an array with ${shown(expected)}`, actual: shown(actual) }];
  return expected.flatMap((element) => missing(element, actual, place));
}

/** Explains why no element matches, with the difference to the nearest one. */
function missing(element: Json, actual: Json[], place: string): Mismatch[] {
  const candidates = actual.map((found, index) => mismatches(element, found, `${place}[${index}]`));
  if (candidates.some((differences) => differences.length === 0)) return [];
  const nearest = candidates.reduce<Mismatch[]>(
    (best, differences) => (best.length === 0 || differences.length < best.length ? differences : best),
    [],
  );
  const seen = actual.length === 0 ? 'an empty array' : `${actual.length} without it: ${shown(actual)}`;
  const hint = nearest.map((one) => `; nearest: ${one.place} was ${one.actual} instead of ${one.expected}`).join('');
  return [{ place, expected: `an element with ${shown(element)}`, actual: `${seen}${hint}` }];
}

function segment(key: string): string {
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

function isSameInstant(expected: Json, actual: Json | undefined): boolean {
  if (kindOf(expected) !== 'string' || kindOf(actual) !== 'string') return false;
  const [one, other] = [String(expected), String(actual)];
  return INSTANT.test(one) && INSTANT.test(other) && Date.parse(one) === Date.parse(other);
}
