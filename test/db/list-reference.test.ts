// Lists of conversations, tickets and packages beside a plain filter of the same rows: random filters, every page.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Reach } from '../../db/read/case-list.ts';
import { listConversations } from '../../db/read/conversations.ts';
import { listServicePackages } from '../../db/read/service-packages.ts';
import { listTickets } from '../../db/read/tickets.ts';
import { isWide } from '../../domain/access/scopes.ts';
import type { AnyProcess } from '../../domain/process.ts';
import { conversation } from '../../domain/conversation/process.ts';
import { servicePackage } from '../../domain/service-package/process.ts';
import { ticket } from '../../domain/ticket/process.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import {
  at,
  NAMES,
  NOW,
  OWNERS,
  PHONES,
  PROGRAMS,
  type Row,
  rowsOf,
  stored,
  storeListedRows,
} from '../harness/listed-rows.ts';
import '../harness/property-seed.ts';

let database: TestDatabase;
const em = () => database.orm.em.fork();

beforeAll(async () => {
  database = await freshDatabase();
  await storeListedRows(em());
});
afterAll(() => database.drop());

const someKeys = fc.subarray([
  'program',
  'abandoned',
  'queue:a',
  'queue:b',
  'addressed:x',
  'assignee:me',
  'successor:me',
]);
const reachOf = ({ name, stages }: AnyProcess, keys: Readonly<Record<string, string[]>>): Reach[] =>
  Object.entries(keys).flatMap(([program, held]) =>
    held.length === 0
      ? []
      : [{ program, process: name, stages, own: held.filter((key) => !isWide(key)), wide: held.filter(isWide) }],
  );
// Most filters of a run ask little, so that most runs find something.
const maybe = <Value>(some: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: some });
/** Without what is not asked. */
const asked = <Asked extends object>(filter: Asked) =>
  Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as {
    [Name in keyof Asked]?: Exclude<Asked[Name], undefined>;
  };
const common = {
  keys: fc.record({ cdek: someKeys, vet: someKeys }),
  program: maybe(fc.constantFrom(...PROGRAMS)),
  limit: fc.constantFrom(1, 7, 50),
};

const isIn = (row: Row, keys: Readonly<Record<string, string[]>>) =>
  row.scopes.some((scope) => keys[row.program]?.includes(scope) === true);
const is = <Value>(wanted: Value | undefined, value: Value) => wanted === undefined || wanted === value;

function inOrder(found: readonly Row[], isNewestFirst = false): string[] {
  const place = ({ sortAt, id }: Row) => `${sortAt} ${id}`;
  const sorted = found.toSorted((one, other) => (place(one) < place(other) ? -1 : 1));
  return (isNewestFirst ? sorted.toReversed() : sorted).map(({ id }) => id);
}

async function allPages(limit: number, page: (after?: { at: string; id: string }) => Promise<{ id: string }[]>) {
  const ids: string[] = [];
  for (;;) {
    const last = stored.find(({ id }) => id === ids.at(-1));
    const next = await page(last && { at: last.sortAt, id: last.id });
    expect(next.length).toBeLessThanOrEqual(limit);
    ids.push(...next.map(({ id }) => id));
    if (next.length < limit || ids.length > stored.length) return ids;
  }
}

const RUNS = { numRuns: 120 };

describe('a list has the cases of a plain filter, each once, in order, on whatever page', () => {
  let filtered: number;
  beforeEach(() => void (filtered = 0));
  // A sample in which filters find nothing would prove nothing.
  afterEach(() => expect(filtered).toBeGreaterThan(RUNS.numRuns / 20));

  test('conversations', async () => {
    const filters = fc.record({
      ...common,
      ...{ stage: maybe(fc.constantFrom('waiting', 'assigned', 'closed')), queue: maybe(fc.constantFrom('a', 'b')) },
      category: maybe(fc.constantFrom('order', 'account')),
      disposition: maybe(fc.constantFrom('waybill', 'other')),
      assignee: maybe(fc.constantFrom('me', 'other')),
      ...{ overdue: maybe(fc.boolean()), addressed: maybe(fc.constant(true)), abandoned: maybe(fc.boolean()) },
      search: maybe(fc.constantFrom(['7707'], ['nothing', '5001007322'], ['0'])),
      newestFirst: fc.boolean(),
      opened: maybe(fc.constantFrom({ cdek: { from: at(2), before: at(5) } }, { vet: { before: at(3) } })),
    });
    await fc.assert(
      fc.asyncProperty(filters, async ({ keys, limit, ...rest }) => {
        const filter = asked(rest);
        const reach = reachOf(conversation as AnyProcess, keys);
        const found = await allPages(limit, (after) =>
          listConversations(em(), {
            ...{ login: 'me', reach, limit, ...filter },
            ...(after && { after: { openedAt: after.at, id: after.id } }),
          }),
        );
        const isOpen = (row: Row) => {
          if (row.abandoned !== (filter.abandoned === true)) return false;
          if (filter.addressed === true)
            return row.scopes.includes('addressed:x') && keys[row.program as 'cdek'].includes('addressed:x');
          if (filter.abandoned === true) return keys[row.program as 'cdek'].includes('abandoned');
          return isIn(row, keys);
        };
        const isThen = ({ program, sortAt }: Row) => {
          const { from = '', before = '9' } =
            (filter.opened as Record<string, { from?: string; before?: string }> | undefined)?.[program] ?? {};
          return sortAt >= from && sortAt < before;
        };
        const wanted = rowsOf(conversation as AnyProcess).filter(
          (row) =>
            isOpen(row) &&
            isThen(row) &&
            (['program', 'stage', 'queue', 'category', 'disposition', 'assignee', 'overdue'] as const).every((name) =>
              is<unknown>(filter[name], row[name]),
            ) &&
            (filter.search === undefined ||
              filter.search.some((typed) => row.inn.includes(typed) || row.id.startsWith(typed))),
        );
        if (wanted.length > 0 && Object.keys(filter).length > 1) filtered += 1;
        expect(found).toEqual(inOrder(wanted, filter.newestFirst));
      }),
      RUNS,
    );
  });

  test('tickets', async () => {
    const filters = fc.record({
      ...common,
      status: maybe(fc.constantFrom('open' as const, 'resolved' as const, 'closed' as const)),
      ...{ type: maybe(fc.constantFrom('t1', 't2')), team: maybe(fc.constantFrom('a', 'b')) },
      ...{ caseId: maybe(fc.constantFrom(...OWNERS)), assignee: maybe(fc.constantFrom('me', 'other')) },
      ...{ overdue: maybe(fc.boolean()), search: maybe(fc.nat(NAMES.length - 1)) },
    });
    await fc.assert(
      fc.asyncProperty(filters, async ({ keys, limit, search, ...rest }) => {
        const filter = asked(rest);
        const reach = reachOf(ticket as AnyProcess, keys);
        const found = await allPages(limit, (after) =>
          listTickets(em(), {
            ...{ reach, now: NOW, limit, ...filter },
            ...(search !== undefined && { search: PHONES[search] ?? '' }),
            ...(after && { after: { dueAt: after.at, id: after.id } }),
          }),
        );
        const wanted = rowsOf(ticket as AnyProcess).filter(
          (row) =>
            isIn(row, keys) &&
            [is(filter.program, row.program), is<string>(filter.status, row.stage), is(filter.type, row.type)].every(
              Boolean,
            ) &&
            [is(filter.team, row.queue), is(filter.assignee, row.assignee), is(filter.caseId, row.ownerId)].every(
              Boolean,
            ) &&
            is(filter.overdue, row.open && row.sortAt <= NOW) &&
            is(search, row.who),
        );
        if (wanted.length > 0 && Object.keys(filter).length > 0) filtered += 1;
        expect(found).toEqual(inOrder(wanted));
      }),
      RUNS,
    );
  });

  test('packages', async () => {
    const filters = fc.record({
      ...common,
      stage: maybe(fc.constantFrom('booked', 'active', 'finished', 'cancelled')),
      ...{ paid: maybe(fc.boolean()), search: maybe(fc.nat(NAMES.length - 1)) },
    });
    await fc.assert(
      fc.asyncProperty(filters, async ({ keys, limit, search, ...rest }) => {
        const filter = asked(rest);
        const reach = reachOf(servicePackage as AnyProcess, keys);
        const found = await allPages(limit, (after) =>
          listServicePackages(em(), {
            ...{ reach, limit, ...filter },
            ...(search !== undefined && { search: PHONES[search] ?? '' }),
            ...(after && { after: { bookedAt: after.at, id: after.id } }),
          }),
        );
        const wanted = rowsOf(servicePackage as AnyProcess).filter(
          (row) =>
            isIn(row, keys) &&
            is(filter.program, row.program) &&
            is(filter.stage, row.stage) &&
            is(filter.paid, row.paid) &&
            is(search, row.who),
        );
        if (wanted.length > 0 && Object.keys(filter).length > 0) filtered += 1;
        expect(found).toEqual(inOrder(wanted, true));
      }),
      RUNS,
    );
  });
});

test('what is addressed to somebody is not what was abandoned', async () => {
  const reach = reachOf(conversation as AnyProcess, { cdek: ['program', 'abandoned', 'addressed:x'] });
  const asking = { login: 'me', reach, limit: 50, addressed: true };
  expect(await listConversations(em(), asking)).not.toEqual([]);
  expect(await listConversations(em(), { ...asking, abandoned: true })).toEqual([]);
});

test('a search does not find what was abandoned for the person who may read it', async () => {
  const reach = reachOf(conversation as AnyProcess, { cdek: ['successor:me'] });
  const found = await listConversations(em(), { login: 'me', reach, limit: 50, search: ['0'] });
  expect(found).not.toEqual([]);
  expect(found.filter(({ abandoned }) => abandoned)).toEqual([]);
});
