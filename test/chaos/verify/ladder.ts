// Every ladder step of a waiting conversation was taken exactly once and in time, with everything that belongs to it.
import type pg from 'pg';
import { type Instant, later } from '../../../domain/calendar/instant.ts';
import { beginRequest } from '../../../domain/conversation/intake.ts';
import { categoryPolicy, queuePolicy } from '../../../domain/conversation/policy.ts';
import { demoPeople } from '../../../programs/shipped.ts';
import { cdekPolicy } from '../../harness/waiting-request.ts';
import type { Journal, Outage, Request } from '../journal.ts';

/** How late a step came. After an outage it counts from when the whole system served again. */
export type Lateness = { step: string; ms: number; afterOutage: boolean };

/** Milliseconds that a step may be late, undisturbed and after an outage. */
export type Tolerance = { calm: number; recovery: number };

// Steps that were in progress at the kill.
const IN_FLIGHT_MS = 2_000;

const entryOf = { escalation: 'escalated', 'no-answer-text': 'no-answer-text-sent' } as const;

export type DueStep = {
  conversationId: string;
  what: (typeof entryOf)[keyof typeof entryOf];
  at: number;
  roles: readonly string[];
};

/** The ladder steps of seeded conversations that fall due before an instant. */
export function dueSteps({ requests }: Journal, before: Instant): DueStep[] {
  return requests.flatMap(({ conversationId, category, seededSince }) => {
    const chosen = categoryPolicy(cdekPolicy(), category);
    if (seededSince === null || chosen === undefined) return [];
    const { ladder } = queuePolicy(cdekPolicy(), chosen.queue);
    const { next } = beginRequest(cdekPolicy(), chosen, seededSince);
    return ladder.flatMap((step, index) => {
      const at = next[index]?.at ?? later(seededSince, step.after);
      const what = step.kind === 'escalate' ? entryOf.escalation : entryOf['no-answer-text'];
      const roles = step.kind === 'escalate' ? step.to : [];
      return at <= before ? [{ conversationId, what, at: Date.parse(at), roles }] : [];
    });
  });
}

/** Faults in the ladders, and how late each step came. */
export async function wrongLadders(
  client: pg.Client,
  journal: Journal,
  { until, tolerance }: { until: Instant; tolerance: Tolerance },
): Promise<{ wrong: string[]; lateness: Lateness[] }> {
  const steps = dueSteps(journal, until);
  const wrong: string[] = [];
  const lateness: Lateness[] = [];
  for (const step of steps) {
    wrong.push(...(await wrongStep(client, step)));
    const seen = journal.seen.get(`${step.conversationId}/${step.what}`);
    if (seen === undefined) continue;
    const servedAt = servedFrom(step.at, journal.outages, tolerance);
    const afterOutage = servedAt > step.at;
    const ms = Math.max(0, seen - servedAt);
    lateness.push({ step: `${step.what} of ${step.conversationId}`, ms, afterOutage });
    const allowed = afterOutage ? tolerance.recovery : tolerance.calm;
    if (ms > allowed)
      wrong.push(
        `late: ${step.what} of ${step.conversationId} came ${ms} ms after it was ${afterOutage ? 'possible' : 'due'}`,
      );
  }
  const taken = await countOf(client, 'select count(*) from timeline_entries where what = any($1)', [
    Object.values(entryOf),
  ]);
  if (taken !== steps.length) wrong.push(`${taken} ladder steps were taken, ${steps.length} were due`);
  return { wrong: [...wrong, ...(await wrongBeginnings(client, journal.requests))], lateness };
}

/** The first moment when a step could be taken: when it was due, or at the end of the outages around that moment. */
function servedFrom(due: number, outages: readonly Outage[], { recovery }: Tolerance): number {
  return outages.reduce((from, outage) => {
    const isTouched = from >= outage.from - IN_FLIGHT_MS && from <= outage.until + recovery;
    return isTouched ? Math.max(from, outage.until) : from;
  }, due);
}

async function wrongStep(client: pg.Client, { conversationId: id, what, roles }: DueStep): Promise<string[]> {
  const wrong: string[] = [];
  const entries = await countOf(client, 'select count(*) from timeline_entries where case_id = $1 and what = $2', [
    id,
    what,
  ]);
  if (entries !== 1) wrong.push(`${what} of ${id} is in its timeline ${entries} times`);
  if (what === 'escalated') {
    wrong.push(...(await wronglyTold(client, id, { roles, kinds: ['overdue', 'waiting-at-opening'] })));
  } else {
    const said = await countOf(
      client,
      `select count(*) from messages where conversation_id = $1 and text_id like 'no-answer-%'`,
      [id],
    );
    if (said !== 1) wrong.push(`the no-answer text of ${id} was said ${said} times`);
  }
  return wrong;
}

async function wrongBeginnings(client: pg.Client, requests: readonly Request[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const { conversationId: id, category } of requests) {
    const { queue = '' } = categoryPolicy(cdekPolicy(), category) ?? {};
    const roles = [queuePolicy(cdekPolicy(), queue).role];
    wrong.push(...(await wronglyTold(client, id, { roles, kinds: ['new', 'waiting-at-opening'] })));
    const said = await countOf(
      client,
      `select count(*) from messages where conversation_id = $1 and text_id = 'acknowledgement'`,
      [id],
    );
    if (said !== 1) wrong.push(`the acknowledgement of ${id} was said ${said} times`);
  }
  return wrong;
}

/** While a conversation waits, each person of its roles has one entry about it. Once it is taken, there is none. */
async function wronglyTold(
  client: pg.Client,
  id: string,
  { roles, kinds }: { roles: readonly string[]; kinds: readonly string[] },
): Promise<string[]> {
  const members = (demoPeople()['cdek'] ?? []).flatMap(({ login, role }) => (roles.includes(role) ? [login] : []));
  const told = await countOf(
    client,
    'select count(*) from notifications where case_id = $1 and kind = any($2) and login = any($3)',
    [id, kinds, members],
  );
  const waits = await countOf(client, `select count(*) from cases where id = $1 and stage = 'waiting'`, [id]);
  const people = waits === 0 ? 0 : members.length;
  return told === people ? [] : [`${told} entries tell ${roles.join(', ')} of ${id}, ${people} should`];
}

async function countOf(client: pg.Client, statement: string, values: unknown[]): Promise<number> {
  const { rows } = await client.query<{ count: string }>(statement, values);
  return Number(rows[0]?.count ?? 0);
}
