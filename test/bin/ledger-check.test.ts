// `npm run ledger:check` (reliability.md, “checked after every test”): it is silent about a right database, and every row
// that somebody breaks behind its back turns it red. FK-17, FK-21.
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { checkLedger } from '../../bin/ledger/ledger-violations.ts';
import { ownDatabaseUrl } from '../../bin/ledger/own-database.ts';
import { startPostgres } from '../../bin/stack/postgres.ts';
import type { Em } from '../../db/orm.ts';
import { rows, sql } from '../../db/sql.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { aLifeToStore, storeLife } from '../harness/stored-life.ts';

const script = join(resolve(import.meta.dirname, '../..'), 'bin/ledger-check.ts');

let database: TestDatabase;
let paidId: string;
let heldId: string;

beforeAll(async () => {
  database = await freshDatabase();
  paidId = await storeLife(database.orm, cancelledAfterThree());
  heldId = await storeLife(database.orm, paidTooLate());
  await storeLife(database.orm, revived());
  await storeLife(database.orm, aLifeToStore().life);
});

afterAll(() => database.drop());

function cancelledAfterThree() {
  const { life, visits, requestId } = aLifeToStore();
  const refundId = randomUUID();
  life.pays('2031-03-03 11:00', { id: `paymob/${requestId}`, requestId });
  for (const [place, day] of ['10', '13', '16'].entries())
    life.does(`2031-03-${day} 15:00`, 'ops-1', { kind: 'complete-visit', visitId: visits[place] ?? '' });
  life.does('2031-03-17 10:00', 'cs-1', { kind: 'cancel', refundId });
  life.does('2031-03-17 11:00', 'finance-1', { kind: 'approve-refund', refundId });
  return life.settles('2031-03-17 11:01', { refundId, attempt: 1, status: 'paid' });
}

function paidTooLate() {
  const { life, requestId } = aLifeToStore();
  const paymentId = `paymob/${requestId}`;
  life.pays('2031-03-09 21:30', { id: paymentId, requestId });
  return life.does('2031-03-10 09:00', 'cs-1', {
    kind: 'decide-payment',
    paymentId,
    decision: 'refund',
    refundId: randomUUID(),
  });
}

function revived() {
  const { life, requestId } = aLifeToStore();
  const paymentId = `paymob/${requestId}`;
  life.pays('2031-03-09 21:30', { id: paymentId, requestId });
  return life.does('2031-03-10 09:00', 'cs-1', {
    kind: 'decide-payment',
    paymentId,
    decision: 'revive',
    refundId: randomUUID(),
  });
}

const check = (databaseUrl = database.url) =>
  spawnSync(process.execPath, [script], {
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: databaseUrl },
    timeout: 60_000,
  });

class Undone extends Error {}

/** What the check says of a database with a statement applied, which is taken back afterwards. */
async function saidAfter(breaks: (em: Em) => Promise<unknown>): Promise<string[]> {
  let said: string[] = [];
  const undone = database.orm.em.fork().transactional(async (em) => {
    // As somebody with a console and no respect would: past triggers and foreign keys.
    await rows(em, sql`set local session_replication_role = replica`);
    await breaks(em);
    said = (await checkLedger(em)).violations;
    throw new Undone();
  });
  await expect(undone).rejects.toThrow(Undone);
  return said;
}

test('a right database: exit 0, and how many packages were looked at', () => {
  const { status, stdout } = check();
  expect(stdout).toBe('4 packages checked, 0 violations\n');
  expect(status).toBe(0);
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
      /refund-payable owes 70000 EGP the wrong way round/,
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
          rows(
            em,
            sql`update service_packages set state = jsonb_set(state, '{forfeited}', '9') where id = ${paidId}::uuid`,
          ),
        ),
      /a number of visits is negative/,
    ],
    [
      'a payment of another amount',
      () => saidAfter((em) => rows(em, sql`update payments set amount_minor = 1 where package_id = ${heldId}::uuid`)),
      /captured-unapplied\/paymob\/.* is not of 1 EGP/,
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
      'a refund approved by whoever prepared it',
      () =>
        saidAfter((em) =>
          rows(
            em,
            sql`update service_packages set state = jsonb_set(state, '{refunds,0,approvedBy}', '"cs-1"') where id = ${paidId}::uuid`,
          ),
        ),
      /was prepared and approved by cs-1/,
    ],
    [
      'a ticket that was closed behind the process’s back',
      () => saidAfter((em) => rows(em, sql`update tickets set status = 'resolved' where case_id = ${heldId}::uuid`)),
      /ticket not-paid is stored as \{"status":"resolved"\}/,
    ],
  ])('%s', async (_, said, expected) => {
    const violations = await said();
    expect(violations.join('\n')).toMatch(expected);
  });

  test('and the command ends with 1 and says which package', async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query('update service_packages set visits_left = 4 where id = $1', [paidId]);
    const { status, stdout } = check();
    await client.query('update service_packages set visits_left = 5 where id = $1', [paidId]);
    await client.end();
    expect(stdout).toBe(
      `${paidId}: column left is stored as {"value":4}, the state says {"value":5}\n4 packages checked, 1 violations\n`,
    );
    expect(status).toBe(1);
  });
});

describe('what cannot be checked ends with 2 and one sentence that names the remedy', () => {
  test.each([
    ['postgres://me:hunter2@127.0.0.1:1/careline', /no PostgreSQL answers at 127\.0\.0\.1:1\. Start it, or name/],
    ['mysql://me:hunter2@127.0.0.1/careline', /DATABASE_URL does not fit, it must be postgres:\/\/user:password@host/],
  ])('%s', (url, sentence) => {
    const { status, stdout, stderr } = check(url);
    expect(stderr).toMatch(/^\nNothing was checked: [^\n]+\n$/);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain('hunter2');
    expect([status, stdout]).toEqual([2, '']);
  });

  test('a database that is not ours', () => {
    const { status, stderr } = check(database.url.replace(/[^/]*$/, 'postgres'));
    expect(stderr).toMatch(
      /^\nNothing was checked: PostgreSQL at \S+ says “relation "\w+" does not exist”\. [^\n]+\n$/,
    );
    expect(status).toBe(2);
  });
});

test('the database of npm start is found on any port while it runs, and not believed in afterwards', async () => {
  const runs = resolve(import.meta.dirname, '../../.careline/test');
  mkdirSync(runs, { recursive: true });
  const folder = mkdtempSync(join(runs, 'ledger-'));
  // PostgreSQL may run as another user, who has to get through.
  chmodSync(folder, 0o711);
  const dataDir = join(folder, 'postgres');
  try {
    expect(() => ownDatabaseUrl(dataDir)).toThrow('has not made a database in this clone yet');
    const postgres = await startPostgres({ dataDir, durable: false });
    expect(ownDatabaseUrl(dataDir)).toBe(postgres.url('careline'));
    await postgres.stop();
    expect(() => ownDatabaseUrl(dataDir)).toThrow('the database of npm start does not run');
    // What a kill -9 leaves, with a process that by chance got the same pid.
    writeFileSync(join(dataDir, 'postmaster.pid'), `${process.pid}\n${dataDir}\n1\n${postgres.port}\n`);
    expect(() => ownDatabaseUrl(dataDir)).toThrow('the database of npm start does not run');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
