// Notes and addresses that people write about a case, on a database alone.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Em } from '../../db/orm.ts';
import { rows, sql } from '../../db/sql.ts';
import { writeAddress } from '../../db/write/package-address.ts';
import { lockCase } from '../../db/write/case-lock.ts';
import { type CaseNote, writeCaseNote } from '../../db/write/case-notes.ts';
import { later } from '../../domain/calendar/instant.ts';
import { cairo } from '../domain/service-package/builders.ts';
import { untilBlocked } from '../harness/blocked.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { aLifeToStore, storeLife } from '../harness/stored-life.ts';

const AT = cairo('2031-03-03 11:00');
const program = 'filkhedma';

let database: TestDatabase;
beforeAll(async () => {
  database = await freshDatabase();
});
beforeEach(() => rows(em(), sql`truncate live_events, timeline_entries, audit_entries`));
afterAll(() => database.drop());

const em = () => database.orm.em.fork();
const inTransaction = (write: (tx: Em) => Promise<void>) => em().transactional(write);
const aPackage = () => storeLife(database.orm, aLifeToStore().life);

/** What timeline, audit and streams say, whichever case it is of. */
const said = async () => ({
  past: await rows(
    em(),
    sql`select case_id as id, what, by, rule, note_id as note, at = ${AT}::timestamptz as "isThen" from timeline_entries`,
  ),
  audited: await rows(em(), sql`select case_id as id, actor, action, program, reason from audit_entries`),
  live: await rows(
    em(),
    sql`select case_id as id, kind, program, at = ${AT}::timestamptz as "isThen" from live_events`,
  ),
});
const nothing = { past: [], audited: [], live: [] };

/** Two writes that both wait for a case while it is held. */
async function twice(caseId: string, write: (tx: Em) => Promise<void>): Promise<void> {
  const tx = em();
  await tx.begin();
  await lockCase(tx, caseId);
  const both = [inTransaction(write), inTransaction(write)];
  await untilBlocked(database.orm, 2);
  await tx.commit();
  await Promise.all(both);
}

describe('a note', () => {
  /** On a ticket of a package: it is in the package's timeline, and the ticket is live. */
  const aNote = (): CaseNote => {
    const [caseId, noteId] = [randomUUID(), randomUUID()];
    return {
      ...{
        about: { kind: 'ticket', id: randomUUID() },
        caseId,
        process: 'service-package',
        program,
        text: 'rang twice',
      },
      ...{ entry: { at: AT, what: 'noted', by: 'cs-1', rule: null, noteId }, updateId: randomUUID() },
    };
  };
  const of = ({ caseId, about, entry }: CaseNote) => ({
    past: [{ id: caseId, what: 'noted', by: 'cs-1', rule: null, note: entry.noteId, isThen: true }],
    audited: [{ id: caseId, actor: 'cs-1', action: 'service-package.noted', program, reason: 'rang twice' }],
    live: [{ id: about.id, kind: 'ticket', program, isThen: true }],
  });
  const notes = (caseId: string) =>
    rows(em(), sql`select id, by, text from case_notes where case_id = ${caseId}::uuid and at = ${AT}::timestamptz`);

  test('is in its case’s timeline and audit, and those who see the case hear of it', async () => {
    const note = aNote();
    await inTransaction((tx) => writeCaseNote(tx, note));
    expect(await said()).toEqual(of(note));
    expect(await notes(note.caseId)).toEqual([{ id: note.entry.noteId, by: 'cs-1', text: 'rang twice' }]);
  });

  test('is written once for each request, also when both come at once', async () => {
    const note = aNote();
    await twice(note.caseId, (tx) => writeCaseNote(tx, note));
    expect(await said()).toEqual(of(note));
    const again = { ...note, text: 'other', entry: { ...note.entry, noteId: randomUUID(), at: later(AT, 'PT1M') } };
    await inTransaction((tx) => writeCaseNote(tx, again));
    expect([await said(), await notes(note.caseId)]).toEqual([
      ...[of(note), [{ id: note.entry.noteId, by: 'cs-1', text: 'rang twice' }]],
    ]);
    await inTransaction((tx) => writeCaseNote(tx, { ...again, updateId: randomUUID() }));
    expect((await said()).past).toHaveLength(2);
  });

  test('is all or nothing: outside of a transaction it is a mistake', async () => {
    const note = aNote();
    await expect(writeCaseNote(em(), note)).rejects.toThrow('only inside a transaction');
    expect([await said(), await notes(note.caseId)]).toEqual([nothing, []]);
  });
});

describe('an address', () => {
  const addressOf = async (packageId: string) => {
    const kept = sql<{
      address: string | null;
    }>`select address from contacts c join cases p on p.contact_id = c.id
      where p.id = ${packageId}::uuid`;
    return (await rows(em(), kept)).map(({ address }) => address);
  };
  const enter = (packageId: string, address: string) => (tx: Em) =>
    writeAddress(tx, { packageId, program, address, by: 'cc-1' }, AT);
  const of = (id: string) => ({
    past: [{ id, what: 'address-entered', by: 'cc-1', rule: null, note: null, isThen: true }],
    audited: [{ id, actor: 'cc-1', action: 'service-package.address-entered', program, reason: null }],
    live: [{ id, kind: 'service-package', program, isThen: true }],
  });

  test('is that of the package’s customer; timeline, audit and streams say that it was entered, and not what it is', async () => {
    const [id, other] = [await aPackage(), await aPackage()];
    await rows(em(), sql`truncate live_events, timeline_entries, audit_entries`);
    await inTransaction(enter(id, 'Nile street'));
    expect([await addressOf(id), await addressOf(other), await said()]).toEqual([['Nile street'], [null], of(id)]);
    const everything = await rows(
      em(),
      sql`select to_jsonb(t)::text from timeline_entries t union all select to_jsonb(a)::text from audit_entries a`,
    );
    expect(JSON.stringify(everything)).not.toContain('Nile');
  });

  test('that is known already is no news, also when both come at once', async () => {
    const id = await aPackage();
    await rows(em(), sql`truncate live_events, timeline_entries, audit_entries`);
    await twice(id, enter(id, 'Nile street'));
    await inTransaction(enter(id, 'Nile street'));
    expect([await addressOf(id), await said()]).toEqual([['Nile street'], of(id)]);
    await inTransaction(enter(id, 'Garden street'));
    expect([await addressOf(id), (await said()).past.length]).toEqual([['Garden street'], 2]);
  });

  test('of an unknown package is not written; outside a transaction it is an error', async () => {
    const id = await aPackage();
    await rows(em(), sql`truncate live_events, timeline_entries, audit_entries`);
    await inTransaction(enter(randomUUID(), 'Nile street'));
    await expect(enter(id, 'Nile street')(em())).rejects.toThrow('only inside a transaction');
    expect([await addressOf(id), await said()]).toEqual([[null], nothing]);
  });
});
