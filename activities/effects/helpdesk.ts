// The help desk gets only what it needs of a customer: a name and a number to call.
import { readTicketOfCase, readTicketPolicy, type TicketRecord } from '../../db/read/tickets.ts';
import type { EffectToPlan } from '../../db/write/effect-row.ts';
import { writeHelpdeskRef } from '../../db/write/tickets.ts';
import { type TicketPolicy, ticketType } from '../../domain/ticket/policy.ts';
import type { TicketChange } from '../../vendors/freshdesk/ticket-fields.ts';
import type { HelpdeskActivities } from '../../workflows/effect-activities.ts';
import { accountIn, accountNow, type ChannelParts, effectName, perform } from './channel.ts';

export type HelpdeskParts = Omit<ChannelParts, 'sourceOf'>;

// The account must have this text field for a ticket's result.
const RESULT_FIELD = 'cf_careline_result';
const OVERDUE_TAG = 'overdue';

export function helpdeskActivities(parts: HelpdeskParts): HelpdeskActivities {
  return {
    async mirrorTicket({ caseId, key, version }) {
      const em = parts.orm.em.fork();
      const record = await readTicketOfCase(em, caseId, key);
      if (record === null) throw new Error(`there is no ticket ${key} of ${caseId}`);
      const policy = await readTicketPolicy(em, record);
      const known =
        record.helpdeskRef === null ? await create(parts, policy, record) : knownBy(record.helpdeskRef, record);
      // Only the record's latest state is sent: an older version is covered by the later one.
      if (known === null || record.state.version > version || known.version === version) return;
      await update(parts, policy, record, known);
    },
  };
}

/** The help desk's name for a ticket, the account where it is, and the version with which it was created there. */
type Known = { ref: string; account?: string; version?: unknown };

function knownBy(ref: string, { helpdeskAccount: account }: TicketRecord): Known {
  return account === null ? { ref } : { ref, account };
}

/** `null` when the help desk refused, or the outcome is unknown: the ledger says which. */
async function create(parts: HelpdeskParts, policy: TicketPolicy, record: TicketRecord): Promise<Known | null> {
  const { id, state, customer, program } = record;
  const { label } = ticketType(policy, state.type);
  const requester = { name: customer.name, phone: customer.phone };
  const subject = `${label}: ${customer.name}`;
  const created = { operation: 'create', subject, requester, version: state.version, ...changeOf(policy, record) };
  const details = { ...created, ...accountNow(program, 'help-desk') };
  const text = `${label}, ${program}, ${id}`;
  const effect = { ...effectFor(record, 'create'), recipient: customer.phone, text, details };
  const ref = await performed(parts, effect);
  if (ref === null) return null;
  // The effect planned first is the one that was sent, perhaps in a run that was lost.
  const sent = (await parts.ledger.find(effect))?.details;
  const at = { ref, ...accountIn(sent) };
  await writeHelpdeskRef(parts.orm.em.fork(), id, at);
  return { ...at, version: sent?.['version'] };
}

/** The change to a version is one effect, however often it is asked for. */
async function update(
  parts: HelpdeskParts,
  policy: TicketPolicy,
  record: TicketRecord,
  { ref: ticketId, ...known }: Known,
): Promise<void> {
  // A change goes to where the ticket is, whatever the program says by now.
  const details = { operation: 'update', ticketId, ...changeOf(policy, record), ...accountIn(known) };
  const intent = `v${record.state.version}`;
  await performed(parts, { ...effectFor(record, intent), recipient: ticketId, text: '', details });
}

async function performed(parts: HelpdeskParts, effect: EffectToPlan): Promise<string | null> {
  const outcome = await perform(parts, effect);
  return outcome?.status === 'done' ? outcome.providerRef : null;
}

function effectFor(record: TicketRecord, what: string) {
  return { ...effectName(record, `ticket/${record.state.id}/${what}`), kind: 'helpdesk' as const };
}

function changeOf(policy: TicketPolicy, { state }: TicketRecord): TicketChange {
  const { tag } = ticketType(policy, state.type);
  const { status, dueAt, result, escalatedAt } = state;
  return {
    status,
    dueAt,
    tags: [tag, ...(status !== 'closed' && escalatedAt !== null ? [OVERDUE_TAG] : [])],
    ...(result === null ? {} : { customFields: { [RESULT_FIELD]: result } }),
  };
}
