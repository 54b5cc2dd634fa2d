import { expect, test } from '@jest/globals';
import { mayReadHistories, type Overseen } from '../../domain/access/history-access.ts';
import { allPrograms } from '../../programs/index.ts';
import { aStaffActor } from '../harness/builders.ts';

const somebody = (program: string, role: string) => aStaffActor('somebody', { memberships: [{ program, role }] });
const admin = aStaffActor('admin', { admin: true });

test('of each program the roles that oversee all of it, and no others', () => {
  const readers = allPrograms().flatMap(({ name, roles }) =>
    roles
      .filter(({ role }) => mayReadHistories(somebody(name, role), name, allPrograms()))
      .map(({ role }) => [name, role]),
  );
  expect(readers).toEqual([
    ['cdek', 'director'],
    ['filkhedma', 'customer-success-lead'],
  ]);
});

test('a role counts in its own program alone', () => {
  const director = somebody('cdek', 'director');
  expect(mayReadHistories(director, 'filkhedma', allPrograms())).toBe(false);
  expect(mayReadHistories(somebody('filkhedma', 'director'), 'cdek', allPrograms())).toBe(false);
  expect(mayReadHistories(director, 'unknown', allPrograms())).toBe(false);
});

test('what belongs to no case is open to those who oversee some program', () => {
  expect(mayReadHistories(somebody('cdek', 'director'), null, allPrograms())).toBe(true);
  expect(mayReadHistories(somebody('cdek', 'klo-senior'), null, allPrograms())).toBe(false);
  expect(mayReadHistories(aStaffActor('stranger', { memberships: [] }), null, allPrograms())).toBe(false);
});

test('an admin reads all, of programs that are gone too', () => {
  for (const name of ['cdek', 'filkhedma', 'gone', null])
    expect(mayReadHistories(admin, name, allPrograms())).toBe(true);
});

test('one queue is not the whole program', () => {
  const program: Overseen = { name: 'x', conversation: { oversight: { all: 'all', some: ['queue'], none: [] } } };
  const readers = ['all', 'some', 'none', 'other'].filter((role) =>
    mayReadHistories(somebody('x', role), 'x', [program]),
  );
  expect(readers).toEqual(['all']);
});
