import type { Static } from 'typebox';
import type { ConversationRecord, Linked } from '../../db/read/conversations.ts';
import { clientMessageIdIn } from './client-message-id.ts';
import type { MessageRecord } from '../../db/read/messages.ts';
import { type Actor, staffIn } from '../../domain/access/actor.ts';
import type { ConversationFacts } from '../../domain/access/route-access.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import {
  type ConversationAction,
  isOpen,
  isReading,
  type Relation,
  relationsOf,
} from '../../domain/access/conversation-access.ts';
import { type CasePolicy, casePolicy, type ConversationPolicy } from '../../domain/conversation/policy.ts';
import { answerSheet } from '../../domain/conversation/questions.ts';
import { ratingOpenUntil } from '../../domain/conversation/rating.ts';
import { isReplyOverdue } from '../../domain/conversation/replies.ts';
import { conversationTodo } from '../../domain/conversation/todo.ts';
import { announced, type NextStep, type PlannedStep } from '../../domain/timetable.ts';
import type { Program } from '../../domain/program.ts';
import { programNamed, rolesOfCase } from '../../programs/index.ts';
import type { ConversationView, MessageView } from '../schemas/conversations.ts';

/** A program's conversation policy. @throws Error for a record of a program that no longer has conversations */
export function policyOf(program: string): ConversationPolicy {
  return conversationsOf(programNamed(program));
}

/** The conversation policy of one version. @throws Error for a version without conversations */
export function conversationsOf({ name, conversation }: Program): ConversationPolicy {
  if (conversation === undefined) throw new Error(`${name} has no conversations`);
  return conversation;
}

/** The policy that a request keeps; in the intake, the program's. */
export function keptPolicy({ policy, program }: Pick<ConversationRecord, 'policy' | 'program'>): CasePolicy {
  return policy ?? casePolicy(policyOf(program));
}

/** A person's relations to a conversation, by the program's rules of today or by those that the case keeps. */
export function relationsTo(record: ConversationFacts, actor: Actor, by: 'today' | 'case'): Relation[] {
  if (actor.kind === 'customer') return actor.customerId === record.customerId ? ['owner'] : [];
  if (actor.kind === 'anonymous') return [];
  const kept = by === 'case' ? record.policy : null;
  return relationsOf(kept ?? policyOf(record.program), staffIn(actor, record.program), record);
}

// The stages in which an action makes sense, for any person.
const stages: Partial<Record<ConversationAction, readonly ConversationRecord['stage'][]>> = {
  'conversation.read-messages': ['intake', 'waiting', 'assigned', 'closed'],
  'conversation.accept': ['waiting'],
  'conversation.write': ['assigned'],
  'conversation.release': ['assigned'],
  'conversation.close': ['assigned'],
  'conversation.assign': ['waiting', 'assigned'],
  'conversation.transfer': ['waiting', 'assigned'],
  'conversation.identify': ['waiting', 'assigned', 'closed'],
};

// For a customer an action makes sense in every stage, except for these.
const customerStages: typeof stages = { 'conversation.identify': ['intake', 'waiting', 'assigned'] };

type Action = Static<typeof ConversationView>['may'][number];

function actionsOpenTo(record: ConversationRecord, actor: Actor, toRead: readonly Relation[]): Action[] {
  const toAct = relationsTo(record, actor, 'case');
  const meaningful = (action: ConversationAction) =>
    actor.kind === 'customer'
      ? (customerStages[action]?.includes(record.stage) ?? true)
      : stages[action]?.includes(record.stage);
  const open = (Object.keys(stages) as ConversationAction[]).filter(
    (action) => isOpen(action, isReading(action) ? toRead : toAct) && meaningful(action),
  );
  return open.map((action) => action.replace('conversation.', '') as Action);
}

/** A conversation as one reader sees it. A customer does not see the assignee's login. */
export function conversationView(
  record: ConversationRecord,
  actor: Actor,
  now: Instant,
): Static<typeof ConversationView> {
  const isCustomer = actor.kind === 'customer';
  const relations = relationsTo(record, actor, 'today');
  return {
    id: record.id,
    program: record.program,
    stage: record.stage,
    category: record.category,
    queue: record.queue,
    overdue: record.overdue,
    assignee: isCustomer ? null : record.assignee,
    attendedBy: isCustomer ? attendantOf(record) : null,
    contractNumber: record.contractNumber,
    inn: record.inn,
    answers: answerSheet(keptPolicy(record), record),
    openedAt: record.openedAt,
    requestedAt: record.requestedAt,
    waitingSince: record.waitingSince,
    acceptedAt: record.acceptedAt,
    closedAt: record.closedAt,
    abandoned: record.abandoned,
    awaitingReplySince: record.awaitingReplySince,
    replyOverdue: isReplyOverdue(keptPolicy(record), record, now),
    disposition: record.disposition,
    // The centre writes it for itself, like every note.
    dispositionText: isCustomer ? null : record.dispositionText,
    rating: record.rating,
    ratingOpenUntil: ratingOpenUntil(keptPolicy(record), record),
    previousId: linkTo(record.previous, record, actor),
    successorId: linkTo(record.successor, record, actor),
    unread: !isCustomer && isOpen('conversation.read-messages', relations) ? record.unread : 0,
    may: actionsOpenTo(record, actor, relations),
    programVersion: record.policy?.programVersion ?? null,
    nextAction: stepsShownTo(actor, record, now)[0] ?? null,
    // A customer does not see the centre's tasks.
    todo: isCustomer ? [] : conversationTodo(keptPolicy(record), record, now),
  };
}

/** The steps ahead. A customer does not see the centre's reminders about an accepted request. */
export function stepsShownTo(actor: Actor, record: ConversationRecord, now: Instant): (NextStep & Addressing)[] {
  const { stage, next } = record;
  if (actor.kind === 'customer') return stage === 'assigned' ? [] : announced(next, now);
  return next.flatMap((step) => announced([step], now).map((shown) => ({ ...shown, ...addressing(record, step) })));
}

type Addressing = { to?: string[] };

const RUNGS = { escalation: 'escalate', 'waiting-notice': 'notify' } as const;

/** Whom an escalation will address, or a notice tell, by the rules that the request keeps. */
function addressing(
  { waitingSince, queue, ...record }: ConversationRecord,
  { what, at, rule }: PlannedStep,
): Addressing {
  if (!Object.hasOwn(RUNGS, what)) return {};
  const kind = RUNGS[what as keyof typeof RUNGS];
  const ladder = keptPolicy(record).queues[queue ?? '']?.ladder ?? [];
  const rungs = ladder.filter((one) => one.kind === kind && one.rule === rule);
  // Several steps may have one rule. An intake’s steps count from a time that its record does not have.
  const rung = rungs.find(({ after }) => waitingSince !== null && later(waitingSince, after) === at) ?? rungs[0];
  return rung === undefined || rung.kind === 'say' ? {} : { to: [...rung.to] };
}

/** The link to another conversation of the same customer, if the reader may read that one too. */
function linkTo(to: Linked | null, { program, customerId }: ConversationRecord, actor: Actor): string | null {
  return to !== null && isOpen('conversation.read', relationsTo({ ...to, program, customerId }, actor, 'today'))
    ? to.id
    : null;
}

function attendantOf(record: ConversationRecord) {
  const { program, stage, assigneeName, assigneeRoles } = record;
  if (stage !== 'assigned' || assigneeName === null) return null;
  const policy = keptPolicy(record);
  if (policy.attendedBy === 'name') return { name: assigneeName };
  const role = rolesOfCase(program, policy).find((one) => assigneeRoles.includes(one.role));
  return role === undefined ? null : { name: role.title };
}

/** A message as one reader sees it. */
export function messageView(record: MessageRecord, actor: Actor): Static<typeof MessageView> {
  const { dedupeKey, ...message } = record;
  const clientMessageId = clientMessageIdIn(dedupeKey);
  return actor.kind === 'customer' ? { ...message, clientMessageId, login: null } : { ...message, clientMessageId };
}
