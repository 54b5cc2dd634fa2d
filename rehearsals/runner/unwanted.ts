import { isObject, type Json, shown } from './json.ts';
import { type Mismatch, mismatches } from './partial-match.ts';
import { isPattern } from './pattern.ts';

/**
 * The parts of `not` that the answer contains; empty when it contains none. An array with several elements means none
 * of them: `not: { items: [A, B] }` fails as soon as A or B is there, like two steps with one element each. The fields
 * of one object belong together: `{ from: bot, text: X }` fails only for a message with both. A list at the top means
 * none of its elements, unless the answer itself is a list.
 */
export function unwanted(not: Json, actual: Json): Mismatch[] {
  const patterns = Array.isArray(not) && !Array.isArray(actual) ? not.flatMap(alternatives) : alternatives(not);
  return patterns
    .filter((pattern) => mismatches(pattern, actual).length === 0)
    .map((pattern) => ({ place: '$', expected: `not ${shown(pattern)}`, actual: `there: ${shown(actual)}` }));
}

/** The same expectation with at most one element per array, once for each choice of elements. */
function alternatives(pattern: Json): Json[] {
  if (isPattern(pattern)) return [pattern];
  if (Array.isArray(pattern)) {
    return pattern.length === 0 ? [pattern] : pattern.flatMap((element) => alternatives(element).map((one) => [one]));
  }
  if (!isObject(pattern)) return [pattern];
  return Object.entries(pattern).reduce<Json[]>(
    (sofar, [key, value]) =>
      sofar.flatMap((object) =>
        alternatives(value).map((one) => Object.fromEntries([...Object.entries(object as object), [key, one]])),
      ),
    [{}],
  );
}
