// The money ledger as rows, on a database alone.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { rows, sql } from '../../db/sql.ts';
import { appendEntries } from '../../db/write/money-ledger.ts';
import type { LedgerEntry } from '../../domain/ledger/entry.ts';
import { money } from '../../domain/money.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';

const AT = '2031-03-03T08:00:00.000Z';
const program = 'filkhedma';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.drop());

const em = () => database.orm.em.fork();

const entry = (key: string, amountMinor = 500): LedgerEntry => ({
  ...{ key, kind: 'captured', subject: 'p1', at: AT, rule: 'FK-13' },
  postings: [
    { account: 'provider', amount: money(amountMinor, 'EGP') },
    { account: 'prepaid', amount: money(-amountMinor, 'EGP') },
  ],
});
const booked = (caseId: string) =>
  rows(
    em(),
    sql`select key, kind, subject, program, rule, at = ${AT}::timestamptz as "isThen", position::int, account, amount_minor::int as amount,
      currency from ledger_entries join ledger_postings on entry_id = id where case_id = ${caseId}::uuid order by id, position`,
  );
const append = (caseId: string, ...entries: LedgerEntry[]) => appendEntries(em(), { caseId, program }, entries);
const asRows = ({ key, postings }: LedgerEntry) =>
  postings.map(({ account, amount }, place) => ({
    ...{ key, kind: 'captured', subject: 'p1', program, rule: 'FK-13', isThen: true, position: place + 1, account },
    ...{ amount: amount.amountMinor, currency: 'EGP' },
  }));

test('the ledger takes an entry of a case once, with its postings in their order; the first stays', async () => {
  const [caseId, other] = [randomUUID(), randomUUID()];
  const [one, two] = [entry('captured/1'), entry('captured/2')];
  await append(caseId, one);
  await append(caseId, entry('captured/1', 700), two);
  await append(other, one);
  expect(await booked(caseId)).toEqual([...asRows(one), ...asRows(two)]);
  expect(await booked(other)).toEqual(asRows(one));
});

test('the ledger refuses what does not sum to zero, and all that comes with it', async () => {
  const caseId = randomUUID();
  const { postings, ...rest } = entry('captured/2');
  const half = append(caseId, entry('captured/1'), { ...rest, postings: postings.slice(1) });
  await expect(half).rejects.toThrow('does not sum to zero');
  expect(await booked(caseId)).toEqual([]);
});

test('the ledger of two who write one entry at once has it once', async () => {
  const caseId = randomUUID();
  await Promise.all([append(caseId, entry('captured/1')), append(caseId, entry('captured/1'))]);
  expect(await booked(caseId)).toEqual(asRows(entry('captured/1')));
});
