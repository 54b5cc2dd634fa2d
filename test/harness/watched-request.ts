// An accepted conversation with a reply clock and both people's messages, on a database without a workflow.
import { randomUUID } from 'node:crypto';
import type { Em, Orm } from '../../db/orm.ts';
import { instantOf, row, rows, sql } from '../../db/sql.ts';
import { lockCase } from '../../db/write/case-lock.ts';
import { recordedMove } from '../../domain/conversation/process.ts';
import { writeConversationMove } from '../../db/write/conversation-moves.ts';
import { appendMessages } from '../../db/write/messages.ts';
import type { OutboxEntry } from '../../db/write/outbox.ts';
import { readReplyFacts } from '../../db/write/conversation-clock.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import { moveOfCommand } from '../../domain/conversation/moves.ts';
import { clockAfterMessage, replyTimetable } from '../../domain/conversation/replies.ts';
import { endedByMessage } from '../../domain/conversation/notifications.ts';
import { keptCases } from './kept-cases.ts';
import { seedRequest, startingState } from './seeded-request.ts';
import { cdekPolicy } from './waiting-request.ts';

/** When it was opened and its category chosen, and when it was accepted. */
export const AT = '2031-03-03T08:00:00.000Z';
export const ACCEPTED = later(AT, 'PT1M');
const policy = cdekPolicy();

/** A conversation that klo-1 has accepted. By default its customer has waited for a reply since then. */
export async function watchedRequest(orm: Orm, { waits = true, login = 'klo-1' } = {}) {
  const em = () => orm.em.fork();
  const { id, workflowId, token } = await seedRequest(orm, { category: 'order', since: AT });
  const state = await startingState(orm, { workflowId });
  const by = { login, roles: ['klo'] };
  const accepted = moveOfCommand(policy, state, { kind: 'accept', by }, ACCEPTED);
  if (accepted === null) throw new Error('nothing has changed');
  const clock = { awaitingReplySince: waits ? ACCEPTED : null, silentSince: ACCEPTED, replySteps: [] };
  await em().transactional((tx) => writeConversationMove(tx, id, recordedMove(accepted), { clock }));
  for (const told of ['live_events', 'notifications'])
    await rows(em(), sql`delete from ${sql.table(told)} where case_id = ${id}::uuid`);
  const { lookAtRecord } = keptCases(orm);
  return {
    id,
    token,
    accepted,
    look: (at: Instant) => lookAtRecord({ process: 'conversation', caseId: id, program: 'cdek', at }),
    async move(kind: 'release' | 'close', at: Instant) {
      const command = kind === 'close' ? { kind, by, disposition: 'waybill', noteId: null } : { kind, by };
      const move = moveOfCommand(policy, accepted.state, command, at);
      if (move === null) throw new Error('nothing has changed');
      await em().transactional((tx) => writeConversationMove(tx, id, recordedMove(move)));
    },
    /** A message as the API writes it. */
    async write(from: 'customer' | 'agent', at: Instant, outboxEntry: OutboxEntry | null = null) {
      await em().transactional((tx) => said(tx, { id, from, at }, outboxEntry));
    },
    facts: () => readReplyFacts(em(), id),
    watched: async () => {
      const found = await row<{ until: string | null }>(
        em(),
        sql`select watched_until as until from conversations where id = ${id}::uuid`,
      );
      return instantOf(found?.until ?? null);
    },
    past: async () =>
      (
        await rows<{ what: string; at: string }>(
          em(),
          sql`select what, at from timeline_entries where case_id = ${id}::uuid and at > ${ACCEPTED}::timestamptz order by id`,
        )
      ).map(({ what, at }) => `${what} ${instantOf(at)}`),
    ahead: async () =>
      (
        await row<{ steps: { at: string; what: string }[] }>(
          em(),
          sql`select steps from case_timetables where case_id = ${id}::uuid and process = 'conversation'`,
        )
      )?.steps.map(({ at, what }) => `${what} ${at}`) ?? [],
    told: () =>
      rows<{ login: string; kind: string; details: object }>(
        em(),
        sql`select login, kind, details from notifications where case_id = ${id}::uuid order by login`,
      ),
    live: () =>
      rows<{ kind: string; told: object | null }>(
        em(),
        sql`select kind, told from live_events where case_id = ${id}::uuid order by id`,
      ),
    waits: async () => {
      const found = await rows<{ since: string; until: string; login: string; replied: boolean }>(
        em(),
        sql`select since, until, login, replied from reply_waits where conversation_id = ${id}::uuid order by since`,
      );
      return found.map((one) => ({ ...one, since: instantOf(one.since), until: instantOf(one.until) }));
    },
  };
}

/** A message in such a conversation, written as the API does. */
export async function said(
  tx: Em,
  { id, from, at }: { id: string; from: 'customer' | 'agent'; at: Instant },
  outboxEntry: OutboxEntry | null = null,
) {
  await lockCase(tx, id);
  const facts = await readReplyFacts(tx, id);
  if (facts === null) throw new Error('there is no such conversation');
  const clock = clockAfterMessage(facts, from, at);
  const next = replyTimetable(policy, { ...facts, ...clock });
  const set = {
    clock,
    next,
    watchedUntil: next[0]?.at ?? null,
    outboxEntry,
    replied: from === 'agent',
    ended: endedByMessage(from),
  };
  const login = from === 'agent' ? 'klo-1' : null;
  const blank = { choices: null, textId: null, dedupeKey: null };
  await appendMessages(tx, id, at, [{ id: randomUUID(), author: from, login, text: 'ждите', ...blank }], set);
}
