import { pointer } from './source.ts';

/** A difference between two documents. `before` is missing where something is new, `after` where it is gone. */
export type Difference = { path: string; before?: unknown; after?: unknown };

/** Every difference between two documents, in the order of the second; lists of words count as one value. */
export function differences(before: unknown, after: unknown, path: readonly (string | number)[] = []): Difference[] {
  if (isEqual(before, after)) return [];
  if (isMap(before) && isMap(after)) {
    const keys = [...new Set([...Object.keys(after), ...Object.keys(before)])];
    return keys.flatMap((key) => differences(before[key], after[key], [...path, key]));
  }
  if (isList(before) && isList(after) && [...before, ...after].every(isMap)) {
    const places = Array.from({ length: Math.max(before.length, after.length) }, (_, place) => place);
    return places.flatMap((place) => differences(before[place], after[place], [...path, place]));
  }
  const at = { path: pointer(path) };
  if (before === undefined) return [{ ...at, after }];
  return [after === undefined ? { ...at, before } : { ...at, before, after }];
}

/** One line in words: `conversation queues klo ladder 1 after: PT10M → PT12M`. */
export function spokenDifference({ path, before, after }: Difference): string {
  const place = path.split('/').slice(2).map(step).join(' ');
  if (before === undefined) return `${place}: new, ${spoken(after)}`;
  return after === undefined
    ? `${place}: gone, was ${spoken(before)}`
    : `${place}: ${spoken(before)} → ${spoken(after)}`;
}

const step = (text: string) => (/^\d+$/.test(text) ? `${Number(text) + 1}` : text);

function spoken(value: unknown): string {
  if (typeof value === 'string') return value.length === 0 ? '“”' : value;
  return JSON.stringify(value) ?? 'nothing';
}

type Maps = Readonly<Record<string, unknown>>;

function isMap(value: unknown): value is Maps {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function isEqual(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (isList(one) && isList(other))
    return one.length === other.length && one.every((value, place) => isEqual(value, other[place]));
  if (!isMap(one) || !isMap(other)) return false;
  const keys = Object.keys(one);
  return (
    keys.length === Object.keys(other).length && keys.every((key) => key in other && isEqual(one[key], other[key]))
  );
}
