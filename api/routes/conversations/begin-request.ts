// An intake becomes a request. No workflow is started here: a start is put into the outbox.
import { randomUUID } from 'node:crypto';
import type { Em } from '../../../db/orm.ts';
import { readAbsence } from '../../../db/read/absences.ts';
import type { ConversationRecord } from '../../../db/read/conversations.ts';
import type { MessageRecord } from '../../../db/read/messages.ts';
import { beginAsRead, writeConversationMove } from '../../../db/write/conversation-moves.ts';
import type { NewMessage } from '../../../db/write/messages.ts';
import type { OutboxEntry } from '../../../db/write/outbox.ts';
import { queueThatMayReply, replyOnEntering } from '../../../domain/conversation/absence.ts';
import { casePolicy } from '../../../domain/conversation/policy.ts';
import { recordedMove } from '../../../domain/conversation/process.ts';
import type { Move } from '../../../domain/conversation/state.ts';
import { notificationsOfMove } from '../../../domain/conversation/notifications.ts';
import type { Program } from '../../../domain/program.ts';
import { spokenBy } from '../../../programs/spoken.ts';
import { conversationContract } from '../../../workflows/conversation/contract.ts';
import { conversationsOf } from '../../views/conversation-view.ts';
import { type Continued, continued } from './continued.ts';

/** `program` is the version that has made the move: the request keeps it. */
type Beginning = { program: Program; message: NewMessage };

/** The request begins to wait in the transaction of the message; its deadlines count from this instant. */
export async function beginWaiting(
  em: Em,
  { id }: Pick<ConversationRecord, 'id'>,
  move: Move,
  sent: Beginning,
): Promise<Continued> {
  const { entered, beside } = await entering(em, id, move, sent);
  const written = await writeConversationMove(em, id, entered, beside);
  return begun(written.kind === 'written' ? written.messages : [], beside);
}

/** The same in one statement, outside a transaction; `null` when the intake has changed since it was read. */
export async function beginAtOnce(
  em: Em,
  { id }: Pick<ConversationRecord, 'id'>,
  move: Move,
  { locks, ...sent }: Beginning & { locks: readonly string[] },
): Promise<Continued | null> {
  const { entered, beside } = await entering(em, id, move, sent);
  const stored = await beginAsRead(em, { id, locks }, entered, beside);
  return stored === null ? null : begun(stored, beside);
}

function begun(stored: readonly MessageRecord[], { outboxEntry }: { outboxEntry: OutboxEntry }): Continued {
  return { ...continued(stored), workflowId: outboxEntry.workflowId };
}

/** The move with what the bot says, and everything that is written with it. */
async function entering(em: Em, caseId: string, move: Move, { program, message }: Beginning) {
  const policy = conversationsOf(program);
  const absence = await readAbsence(em, program.name, queueThatMayReply(policy, move));
  const spoken = spokenBy(program, move, replyOnEntering(policy, move, absence));
  const begin = { policy: casePolicy(policy), state: move.state };
  const beside = {
    messages: [message, ...spoken.messages.map((said) => ({ id: randomUUID(), ...said }))],
    outboxEntry: conversationContract.start({ caseId, program: program.name }, begin, { handOver: true }),
    policy: begin.policy,
    told: notificationsOfMove(move),
  };
  return { entered: recordedMove({ ...move, entries: [...move.entries, ...spoken.entries] }), beside };
}
