// FK-17, FK-21: each violation that `ledger:check` finds in a database that was changed past its rules.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { checkLedger } from '../../bin/ledger/ledger-violations.ts';
import type { Em } from '../../db/orm.ts';
import { rows, sql } from '../../db/sql.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { storeFourLives } from '../harness/stored-life.ts';

let database: TestDatabase;
let paidId: string;
let heldId: string;

beforeAll(async () => {
  database = await freshDatabase();
  ({ paidId, heldId } = await storeFourLives(database.orm));
});

afterAll(() => database.drop());

class Undone extends Error {}

/** The check's messages about a database after a statement that is rolled back afterwards. */
async function saidAfter(breaks: (em: Em) => Promise<unknown>): Promise<string[]> {
  let said: string[] = [];
  const undone = database.orm.em.fork().transactional(async (em) => {
    // Past triggers and foreign keys, as a careless person at a console would do it.
    await rows(em, sql`set local session_replication_role = replica`);
    await breaks(em);
    said = (await checkLedger(em)).violations;
    throw new Undone();
  });
  await expect(undone).rejects.toThrow(Undone);
  return said;
}

test('a right database: nothing', async () => {
  expect(await saidAfter(async () => undefined)).toEqual([]);
});

describe('one row broken', () => {
  test.each<[string, () => Promise<string[]>, RegExp]>([
    [
      'a posting of another amount',
      () =>
        saidAfter((em) =>
          rows(em, sql`update ledger_postings set amount_minor = amount_minor + 1 where account = 'fee-income'`),
        ),
      /cancellation\/.* does not sum to zero/,
    ],
    [
      'an entry lost',
      () =>
        saidAfter((em) =>
          rows(em, sql`delete from ledger_entries where case_id = ${paidId}::uuid and kind = 'captured'`),
        ),
      /captured\/paymob\/.* is missing in the ledger/,
    ],
    [
      'a refund paid out twice',
      () =>
        saidAfter((em) =>
          rows(
            em,
            sql`with again as (insert into ledger_entries (case_id, program, key, kind, subject, at)
              select case_id, program, key || '/again', kind, subject, at from ledger_entries where kind = 'refund-paid' returning id)
              insert into ledger_postings select again.id, p.position, p.account, p.amount_minor, p.currency from again,
              ledger_postings p join ledger_entries e on e.id = p.entry_id where e.kind = 'refund-paid' and e.id <> again.id`,
          ),
        ),
      /refund-payable is 700\.00 EGP on the wrong side/,
    ],
    [
      'an entry of no package',
      () =>
        saidAfter((em) => rows(em, sql`update ledger_entries set case_id = gen_random_uuid() where kind = 'revival'`)),
      /revival\/paymob\/.* is no package’s/,
    ],
    [
      'a visit that came back',
      () =>
        saidAfter((em) =>
          rows(
            em,
            sql`update visits set status = 'planned' where package_id = ${paidId}::uuid and status = 'completed'`,
          ),
        ),
      /visit .* is stored as \{"status":"planned"\}, the state says \{"status":"completed"\}/,
    ],
    [
      'a balance of visits that is another',
      () => saidAfter((em) => rows(em, sql`update service_packages set visits_left = 4 where id = ${paidId}::uuid`)),
      /column left is stored as \{"value":4\}, the state says \{"value":5\}/,
    ],
    [
      'more forfeited than was left',
      () =>
        saidAfter((em) =>
          rows(em, sql`update cases set state = jsonb_set(state, '{forfeited}', '9') where id = ${paidId}::uuid`),
        ),
      /a number of visits is negative/,
    ],
    [
      'a payment of another amount',
      () => saidAfter((em) => rows(em, sql`update payments set amount_minor = 1 where package_id = ${heldId}::uuid`)),
      /captured-unapplied\/paymob\/.* is not of 0\.01 EGP/,
    ],
    [
      'a refund that somebody says is paid',
      () =>
        saidAfter((em) =>
          rows(
            em,
            sql`update refunds set status = 'paid', approved_by = 'finance-2' where package_id = ${heldId}::uuid`,
          ),
        ),
      /refund-paid\/.* is missing in the ledger/,
    ],
    [
      'a refund approved by the person who prepared it',
      () =>
        saidAfter((em) =>
          rows(
            em,
            sql`update cases set state = jsonb_set(state, '{refunds,0,approvedBy}', '"cs-1"') where id = ${paidId}::uuid`,
          ),
        ),
      /was prepared and approved by cs-1/,
    ],
    [
      'a ticket that was closed behind the process’s back',
      () => saidAfter((em) => rows(em, sql`update cases set stage = 'resolved' where owner_id = ${heldId}::uuid`)),
      /ticket not-paid is stored as \{"status":"resolved"\}/,
    ],
  ])('%s', async (_, said, expected) => {
    const violations = await said();
    expect(violations.join('\n')).toMatch(expected);
  });

  /** Moves the postings of one kind from one account to another; they still sum to zero. */
  const moved = (kind: string, from: string, to: string) => (em: Em) =>
    rows(
      em,
      sql`update ledger_postings set account = ${to} where account = ${from}
        and entry_id in (select id from ledger_entries where kind = ${kind})`,
    );
  const turned = (kind: string) => (em: Em) =>
    rows(
      em,
      sql`update ledger_postings set amount_minor = -amount_minor
        where entry_id in (select id from ledger_entries where kind = ${kind})`,
    );

  test.each<[string, (em: Em) => Promise<unknown>, RegExp]>([
    ['provider', turned('captured'), /[\d.]+ EGP more were refunded than captured/],
    ['prepaid', moved('captured', 'prepaid', 'fee-income'), /prepaid is 1000\.00 EGP on the wrong side/],
    ['unapplied', moved('captured-unapplied', 'unapplied', 'prepaid'), /unapplied is 1600\.00 EGP on the wrong side/],
    [
      'refund-payable',
      moved('cancellation', 'refund-payable', 'prepaid'),
      /refund-payable is 700\.00 EGP on the wrong/,
    ],
    ['fee-income', turned('cancellation'), /fee-income is 300\.00 EGP on the wrong side/],
  ])('an account that is wrong, in entries that sum to zero: %s', async (_, breaks, expected) => {
    expect((await saidAfter(breaks)).join('\n')).toMatch(expected);
  });

  /** Changes the amounts of one kind by one, on both sides. */
  const changed = (kind: string) => (em: Em) =>
    rows(
      em,
      sql`update ledger_postings set amount_minor = amount_minor + sign(amount_minor)::int
        where entry_id in (select id from ledger_entries where kind = ${kind})`,
    );

  test.each(['captured', 'captured-unapplied', 'return-decided', 'refund-paid', 'revival'])(
    'an entry of another amount that sums to zero: %s',
    async (kind) => {
      expect((await saidAfter(changed(kind))).join('\n')).toMatch(new RegExp(`${kind}/.* is not of [\\d.]+ EGP`));
    },
  );

  test.each([
    ['refund-payable', /cancellation\/.* is not of 700\.00 EGP/],
    ['fee-income', /cancellation\/\S+: fee and refund are 1000\.01 EGP, the value is 1000\.00 EGP/],
  ])('FK-21 a cancellation that sums to zero and keeps or gives back too much: %s', async (account, expected) => {
    const said = await saidAfter((em) =>
      rows(
        em,
        sql`update ledger_postings set amount_minor = amount_minor + case account when 'prepaid' then 1 else -1 end
          where account in ('prepaid', ${account}) and entry_id in (select id from ledger_entries where kind = 'cancellation')`,
      ),
    );
    expect(said.join('\n')).toMatch(expected);
  });
});
