import { isObject, type Json, kindOf } from './json.ts';

export type Names = ReadonlyMap<string, Json>;

/** A `${name}` that cannot be filled in: unknown, or a value that cannot be part of a text. */
export class FillError extends Error {
  override name = 'FillError';
}

const HOLE = /\$\{\s*([^{}]*?)\s*\}/g;
const WHOLE = /^\$\{\s*([^{}]*?)\s*\}$/;

/** The names used anywhere in a value, also in keys, each once. */
export function namesIn(value: Json): string[] {
  if (typeof value === 'string') return [...new Set([...value.matchAll(HOLE)].map((found) => found[1] ?? ''))];
  if (Array.isArray(value)) return [...new Set(value.flatMap(namesIn))];
  if (!isObject(value)) return [];
  return [...new Set(Object.entries(value).flatMap(([key, inner]) => [...namesIn(key), ...namesIn(inner)]))];
}

/**
 * Fills in names everywhere in a value. A string that is only `${name}` becomes the saved value with its type; inside a
 * longer text the value must be text, a number or a boolean.
 * @throws FillError
 */
export function fill(value: Json, names: Names): Json {
  if (typeof value === 'string') {
    const whole = WHOLE.exec(value);
    return whole === null ? fillText(value, names) : known(whole[1] ?? '', names);
  }
  if (Array.isArray(value)) return value.map((inner) => fill(inner, names));
  if (!isObject(value)) return value;
  // fromEntries keeps a key such as __proto__ as a key.
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [fillText(key, names), fill(inner, names)]));
}

/** Fills in names in a text. @throws FillError */
export function fillText(text: string, names: Names): string {
  return text.replace(HOLE, (_, name: string) => asText(name, known(name, names)));
}

/**
 * Fills in names in a path. Each value becomes part of one segment or query value, so its special characters are
 * escaped; a path that is only `${name}` is taken as it was saved.
 * @throws FillError
 */
export function fillPath(path: string, names: Names): string {
  if (WHOLE.test(path)) return fillText(path, names);
  return path.replace(HOLE, (_, name: string) => encodeURIComponent(asText(name, known(name, names))));
}

function known(name: string, names: Names): Json {
  const value = names.get(name);
  if (value === undefined) throw new FillError(`\${${name}} is unknown: no step has saved it`);
  return value;
}

function asText(name: string, value: Json): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new FillError(`\${${name}} is ${kindOf(value)}, which does not go into the middle of a text`);
}
