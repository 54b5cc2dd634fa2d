// Programs with random changes: most of them are sound, some are wrong.
import fc from 'fast-check';
import type { ProgramDocument } from '../../domain/document/program.ts';
import { readSource } from '../../programs/source.ts';
import { type Any, sources } from './wrong-documents.ts';

const DURATIONS = ['PT0S', 'PT1S', 'PT10M', 'PT45M', 'PT90M', 'PT12H', 'PT240H'];
const TIMES = ['00:00', '09:00', '13:30', '18:00', '23:59'];
const NUMBERS = [0, 1, 2, 3, 7, 14, 30, 60, 400];
const odd = fc.constantFrom<unknown>('10 min', 'P1D', '', null, true, [], {}, -1, 1.5, '../x', '24:00', 'no-such-id');

/** A change of one place: a value of its kind, something odd, or nothing. */
const change = fc.record({
  place: fc.nat(),
  nth: fc.nat(),
  how: fc.constantFrom<'fits' | 'odd' | 'gone'>('fits', 'fits', 'fits', 'fits', 'gone', 'odd'),
  odd,
});
export type Change = { place: number; nth: number; how: 'fits' | 'odd' | 'gone'; odd: unknown };
export const changes = fc.array(change, { minLength: 1, maxLength: 3 });

/** Another value of the same kind: most of them fit. */
function another(value: unknown, nth: number, words: readonly string[]): unknown {
  const one = <Item>(list: readonly Item[]) => list[nth % list.length];
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return one(NUMBERS);
  if (Array.isArray(value)) return value.filter((_, place) => place !== nth % value.length);
  if (typeof value !== 'string') return value;
  if (value.startsWith('PT')) return one(DURATIONS);
  return /^\d\d:\d\d$/.test(value) ? one(TIMES) : one(words);
}

/** The places of a document that hold a plain value or a small list. */
function placesIn(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, one]) =>
    placesIn(one, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length > 1 ? [path, ...inner] : inner;
}

/** A program with random changes. */
export function changed(program: keyof typeof sources, wanted: readonly Change[]): ProgramDocument {
  const document = structuredClone(readSource(sources[program]).document) as Any;
  const words = [...document.program.roles, ...Object.keys(document.texts[document.program.locale].texts)];
  for (const { place, nth, how, odd: value } of wanted) {
    const places = placesIn(document.program, ['program']);
    const path = places[place % places.length] ?? [];
    const holder = path.slice(0, -1).reduce<Any>((one, step) => one[step], document);
    const last = path.at(-1) ?? '';
    if (how === 'gone' && Array.isArray(holder)) holder.splice(Number(last), 1);
    else if (how === 'gone') delete holder[last];
    else holder[last] = how === 'odd' ? value : another(holder[last], nth, words);
  }
  return document as ProgramDocument;
}
