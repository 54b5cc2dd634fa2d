// Random cases of every process for tests of lists, with few instants, so that many have the same place but for their id.
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import type { Em } from '../../db/orm.ts';
import { json, rows, sql } from '../../db/sql.ts';
import { keepPolicy } from '../../db/write/policies.ts';
import type { AnyProcess } from '../../domain/process.ts';
import { conversation } from '../../domain/conversation/process.ts';
import { servicePackage } from '../../domain/service-package/process.ts';
import { ticket } from '../../domain/ticket/process.ts';

export const PROGRAMS = ['cdek', 'vet'];
export const NAMES = ['Мария Петрова', 'Omar Farouk', 'Mary Peters'];
export const PHONES = ['+201001234567', '+79161234567', '+201007654321'];
const CUSTOMER = randomUUID();
export const at = (n: number) => new Date(Date.UTC(2030, 0, 1 + n)).toISOString();
export const NOW = at(4);

export type Row = {
  id: string;
  program: string;
  process: string;
  stage: string;
  open: boolean;
  queue: string | null;
  assignee: string | null;
  overdue: boolean;
  sortAt: string;
  scopes: string[];
  listed: string[];
  abandoned: boolean;
  category: string | null;
  disposition: string | null;
  inn: string;
  type: string;
  paid: boolean;
  ownerId: string | null;
  who: number;
};

const KEYS = ['program', 'queue:a', 'queue:b', 'addressed:x', 'assignee:me', 'successor:me', 'was-addressed:x'];
export const OWNERS = [randomUUID(), randomUUID()] as const;

const someRow = (process: AnyProcess) =>
  fc
    .record({
      program: fc.constantFrom(...PROGRAMS),
      stage: fc.constantFrom(...process.stages.open, ...process.stages.ended),
      queue: fc.constantFrom('a', 'b'),
      assignee: fc.constantFrom(null, 'me', 'other'),
      overdue: fc.boolean(),
      sortAt: fc.integer({ min: 0, max: 8 }).map(at),
      scopes: fc.subarray(KEYS),
      isAbandoned: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
      category: fc.constantFrom('order', 'account'),
      disposition: fc.constantFrom('waybill', 'other'),
      inn: fc.constantFrom('7707083893', '5001007322'),
      type: fc.constantFrom('t1', 't2'),
      paid: fc.boolean(),
      ownerId: fc.constantFrom(null, ...OWNERS),
      who: fc.nat(NAMES.length - 1),
    })
    .map(({ isAbandoned, ...found }): Row => {
      const isConversation = process.name === 'conversation';
      const abandoned = isConversation && isAbandoned;
      const stage = abandoned ? 'closed' : found.stage;
      const isEnded = process.stages.ended.includes(stage);
      // An abandoned one may be open to its successor's assignee and yet is in no list of theirs.
      const scopes = abandoned ? ['abandoned', 'successor:me'] : found.scopes;
      return {
        ...found,
        ...{ id: randomUUID(), process: process.name, abandoned, stage, scopes },
        open: !isEnded,
        overdue: found.overdue && !isEnded,
        listed: abandoned ? ['abandoned'] : scopes.filter((key) => !key.startsWith('was-')),
        queue: abandoned ? null : found.queue,
        assignee: abandoned ? null : found.assignee,
        category: abandoned ? null : found.category,
        disposition: abandoned || !isEnded ? null : found.disposition,
        ownerId: process.name === 'ticket' ? found.ownerId : null,
      };
    });

// The packages come first, because they own tickets.
export const stored = [servicePackage, conversation, ticket].flatMap((process, index) =>
  fc.sample(someRow(process as AnyProcess), { numRuns: 300, seed: 41 + index }),
);
OWNERS.forEach((id, index) => Object.assign(stored[index] ?? {}, { id }));
/** The rows of a process. */
export const rowsOf = ({ name }: AnyProcess) => stored.filter(({ process }) => process === name);

/** Writes all rows. */
export async function storeListedRows(one: Em): Promise<void> {
  const digest = await keepPolicy(one, {});
  const contacts = NAMES.flatMap((name, who) => PROGRAMS.map((program) => ({ id: randomUUID(), who, program, name })));
  const contactOf = ({ who, program }: Row) => contacts.find((c) => c.who === who && c.program === program)?.id;
  await rows(
    one,
    sql`insert into contacts (id, program, name, phone, created_at)
      select id, program, name, phone, now() from jsonb_to_recordset(${json(contacts.map((c) => ({ ...c, phone: PHONES[c.who] })))})
        as c (id uuid, program text, name text, phone text)`,
  );
  await rows(
    one,
    sql`insert into customers (id, program, token_hash, created_at) values (${CUSTOMER}, 'cdek', 'x', now())`,
  );
  const state = { paymentRequests: [] };
  const given = stored.map((row) => ({ ...row, contact: contactOf(row), key: row.ownerId && row.id, state, digest }));
  const all = sql`jsonb_to_recordset(${json(given)}) as g (id uuid, program text, process text, stage text, open boolean,
    queue text, assignee text, overdue boolean, "sortAt" timestamptz, scopes text[], listed text[], abandoned boolean,
    category text, disposition text, inn text, type text, paid boolean, "ownerId" uuid, key text, contact uuid, state jsonb, digest text)`;
  await rows(
    one,
    sql`insert into cases (id, process, program, owner_id, key, version, stage, queue, assignee, overdue, open, opened_at,
        sort_at, policy_digest, contact_id, scopes, state)
      select id, process, program, "ownerId", key, 1, stage, queue, assignee, overdue, open, "sortAt", "sortAt", digest,
        case when process = 'conversation' then null else contact end, scopes, state from ${all}`,
  );
  await rows(
    one,
    sql`insert into case_scopes (case_id, key, program, process, stage, sort_at)
      select id, scope, program, process, stage, "sortAt" from ${all}, unnest(listed) as scope`,
  );
  await rows(
    one,
    sql`insert into conversations (id, program, customer_id, category, disposition, inn, opened_at, closed_at, abandoned)
      select id, program, ${CUSTOMER}::uuid, category, disposition, inn, "sortAt",
        case when not open then "sortAt" end, abandoned from ${all} where process = 'conversation'`,
  );
  await rows(
    one,
    sql`insert into tickets (id, program, type, lead, due_at, result, closed_at)
      select id, program, type, 'lead', "sortAt", case when not open then 'done' end, case when not open then "sortAt" end
      from ${all} where process = 'ticket'`,
  );
  await rows(
    one,
    sql`insert into service_packages (id, program, paid, booked_by, booked_at, moved_at, starts_on, expires_on, grace_ends_on,
        bought, visits_left, price_minor, currency)
      select id, program, paid, 'x', "sortAt", "sortAt", '2030-01-01', '2030-01-01', '2030-01-01', 1, 1, 1, 'EGP'
      from ${all} where process = 'service-package'`,
  );
}
