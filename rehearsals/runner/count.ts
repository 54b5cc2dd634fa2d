import { type Json, type JsonObject, kindOf, shown } from './json.ts';
import { JsonPathError, leadsToOnePlace, valuesAt } from './json-path.ts';
import type { Mismatch } from './partial-match.ts';

/**
 * `count`: every place with another number of items than expected. Keys are JSONPaths; `$.` may be left out: `items`
 * counts the elements of that list, `items[?(@.from=='bot')]` or `items[*].attachments[*]` counts what the path finds.
 */
export function miscounts(count: JsonObject, actual: Json): Mismatch[] {
  return Object.entries(count).flatMap(([path, expected]) => {
    const place = path.startsWith('$') ? path : `$${path.startsWith('[') ? '' : '.'}${path}`;
    return miscount(place, expected, actual);
  });
}

function miscount(place: string, expected: Json, actual: Json): Mismatch[] {
  const wanted = `${shown(expected)} of them`;
  let found: Json[];
  try {
    found = valuesAt(place, actual);
  } catch (error) {
    if (error instanceof JsonPathError) return [{ place, expected: wanted, actual: error.message }];
    throw error;
  }
  if (!leadsToOnePlace(place)) return compare(place, expected, found, wanted);
  const [list] = found;
  if (!Array.isArray(list)) {
    return [
      {
        place,
        expected: `an array, ${wanted}`,
        actual: list === undefined ? 'nothing' : `${kindOf(list)} ${shown(list)}`,
      },
    ];
  }
  return compare(place, expected, list, wanted);
}

function compare(place: string, expected: Json, list: Json[], wanted: string): Mismatch[] {
  return list.length === expected ? [] : [{ place, expected: wanted, actual: `${list.length}: ${shown(list)}` }];
}
