import type { Instant } from '../../domain/calendar/instant.ts';
import type { FieldValues } from '../../domain/ticket/fields.ts';
import type { Em } from '../orm.ts';
import { json, rows, sql } from '../sql.ts';
import { writeHappening } from './case-happening.ts';
import { emitLiveEvents } from './live-events.ts';

type Changed = {
  /** The ticket, and its key in its case. */
  id: string;
  key: string;
  program: string;
  /** The case whose timeline has its entries. */
  caseId: string;
  process: string;
  values: FieldValues;
  /** The fields that have changed. The timeline and the audit trail name them without their values. */
  changed: readonly string[];
};

/** Stores the values of a ticket's fields. */
export async function writeFieldValues(em: Em, ticketId: string, values: FieldValues): Promise<void> {
  const kept = Object.keys(values).length === 0 ? null : json(values);
  await rows(em, sql`update tickets set fields = ${kept}::jsonb where id = ${ticketId}::uuid`);
}

/** Stores what a person has changed. Must run under the lock of the ticket's case. */
export async function writeFields(em: Em, ticket: Changed, by: string, at: Instant): Promise<void> {
  const { id, key, program, values, changed } = ticket;
  await writeFieldValues(em, id, values);
  const details = { ticket: key, fields: changed };
  const entry = { at, what: 'ticket-fields-changed', by, rule: null, details };
  await writeHappening(em, ticket, { at, entries: [entry], next: null, updateId: null });
  await emitLiveEvents(em, at, [{ kind: 'ticket', program, caseId: id }]);
}
