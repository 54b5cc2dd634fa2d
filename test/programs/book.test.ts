// The versions of programs in memory: which is valid by the clock, and which is the newest that passes.
import { expect, test } from '@jest/globals';
import { openBook, type StoredVersion } from '../../programs/book.ts';
import { readShipped } from '../../programs/shipped.ts';

const shipped = readShipped().find(({ document }) => document.program.name === 'cdek');
const source = shipped?.source ?? {};
const at = (day: number) => `2031-03-0${day}T00:00:00.000Z`;
const version = (number: number, validFrom: string, files = source): StoredVersion => ({
  ...{ program: 'cdek', version: number, validFrom, source: files },
});

function aBook(now: string, ...versions: StoredVersion[]) {
  const broken: number[] = [];
  const book = openBook(
    () => now,
    ({ version: number }) => void broken.push(number),
  );
  book.add(versions);
  return { book, broken };
}

test('the newest that passes is valid or was valid; one that is valid later is not asked', () => {
  const { book } = aBook(at(3), version(1, at(1)), version(2, at(2)), version(3, at(4)));
  const newest = (passes: (number: number) => boolean) =>
    book.newest('cdek', (program) => passes(program.version))?.version;
  expect(newest(() => true)).toBe(2);
  expect(newest((number) => number !== 2)).toBe(1);
  expect(newest((number) => number === 3)).toBeUndefined();
  expect(book.newest('nobody', () => true)).toBeUndefined();
  expect([book.find('cdek')?.version, book.version('cdek', 3)?.version]).toEqual([2, 3]);
});

test('one that this release cannot read is passed over, and reported once', () => {
  const { book, broken } = aBook(at(3), version(1, at(1)), version(2, at(2), { 'program.yaml': 'name: cdek' }));
  expect(book.newest('cdek', () => true)?.version).toBe(1);
  expect(book.find('cdek')?.version).toBe(1);
  expect(broken).toEqual([2]);
});
