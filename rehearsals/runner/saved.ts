import type { Json } from './json.ts';
import { JsonPathError, valuesAt } from './json-path.ts';
import type { Mismatch } from './partial-match.ts';

/** The saved values by name, and the paths that found nothing. If a path finds several, the first is saved. */
export type Saved = { values: ReadonlyMap<string, Json>; missing: Mismatch[] };

export function savedFrom(answer: Json, save: Readonly<Record<string, string>>): Saved {
  const values = new Map<string, Json>();
  const missing: Mismatch[] = [];
  for (const [name, path] of Object.entries(save)) {
    try {
      const [first] = valuesAt(path, answer);
      if (first === undefined)
        missing.push({ place: path, expected: `something to save as ${name}`, actual: 'nothing' });
      else values.set(name, first);
    } catch (error) {
      if (!(error instanceof JsonPathError)) throw error;
      missing.push({ place: path, expected: `something to save as ${name}`, actual: error.message });
    }
  }
  return { values, missing };
}
