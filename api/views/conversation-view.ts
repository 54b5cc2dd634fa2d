// Owns what of a conversation each reader is shown. Refuses to decide whether they may read it at all.
import type { Static } from 'typebox';
import type { ConversationRecord } from '../../db/read/conversations.ts';
import type { MessageRecord } from '../../db/read/messages.ts';
import { type Actor, staffIn } from '../../domain/access/actor.ts';
import {
  type ConversationAction,
  isOpen,
  type Relation,
  relationsOf,
} from '../../domain/access/conversation-access.ts';
import type { ConversationPolicy } from '../../domain/conversation/policy.ts';
import { ratingOpenUntil } from '../../domain/conversation/rating.ts';
import { programNamed } from '../../programs/index.ts';
import type { ConversationView, MessageView } from '../schemas/conversations.ts';

/** A program's conversation policy. @throws Error for a record of a program that has none any more */
export function policyOf(program: string): ConversationPolicy {
  const policy = programNamed(program).conversation;
  if (policy === undefined) throw new Error(`${program} has no conversations`);
  return policy;
}

/** How somebody stands to a conversation. */
export function relationsTo(record: ConversationRecord, actor: Actor): Relation[] {
  if (actor.kind === 'customer') return actor.customerId === record.customerId ? ['owner'] : [];
  if (actor.kind === 'anonymous') return [];
  return relationsOf(policyOf(record.program), staffIn(actor, record.program), record);
}

// In which stages an action means anything, whoever may do it.
const stages: Partial<Record<ConversationAction, readonly ConversationRecord['stage'][]>> = {
  'conversation.read-messages': ['intake', 'waiting', 'assigned', 'closed'],
  'conversation.accept': ['waiting'],
  'conversation.write': ['assigned'],
  'conversation.release': ['assigned'],
  'conversation.close': ['assigned'],
  'conversation.assign': ['waiting', 'assigned'],
  'conversation.transfer': ['waiting', 'assigned'],
};

type Action = Static<typeof ConversationView>['may'][number];

function actionsOpenTo(record: ConversationRecord, actor: Actor): Action[] {
  const relations = relationsTo(record, actor);
  const open = Object.entries(stages).filter(
    ([action, meaningful]) =>
      isOpen(action as ConversationAction, relations) &&
      (actor.kind === 'customer' || meaningful.includes(record.stage)),
  );
  return open.map(([action]) => action.replace('conversation.', '') as Action);
}

/** A conversation as one reader sees it; a customer is not shown who of the centre works on it. */
export function conversationView(record: ConversationRecord, actor: Actor): Static<typeof ConversationView> {
  const isCustomer = actor.kind === 'customer';
  const [next] = record.next;
  return {
    id: record.id,
    program: record.program,
    stage: record.stage,
    category: record.category,
    queue: record.queue,
    overdue: record.overdue,
    assignee: isCustomer ? null : record.assignee,
    contractNumber: record.contractNumber,
    inn: record.inn,
    openedAt: record.openedAt,
    requestedAt: record.requestedAt,
    waitingSince: record.waitingSince,
    acceptedAt: record.acceptedAt,
    closedAt: record.closedAt,
    disposition: record.disposition,
    // Written by and for the centre, as every note is.
    dispositionText: isCustomer ? null : record.dispositionText,
    rating: record.rating,
    ratingOpenUntil: ratingOpenUntil(policyOf(record.program), record),
    previousId: record.previousId,
    successorId: record.successorId,
    unread: isCustomer ? 0 : record.unread,
    may: actionsOpenTo(record, actor),
    nextAction: next ?? null,
  };
}

/** A message as one reader sees it. */
export function messageView(record: MessageRecord, actor: Actor): Static<typeof MessageView> {
  return actor.kind === 'customer' ? { ...record, login: null } : record;
}
