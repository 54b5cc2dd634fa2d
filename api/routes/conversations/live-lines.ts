// The live events of a conversation: a message, the conversation as its reader sees it, and that it is out of sight.
import type { SharedConversation } from '../../../db/read/conversations.ts';
import type { LiveEventRecord } from '../../../db/read/live-events.ts';
import { type Actor, actorName, type StaffActor, staffIn } from '../../../domain/access/actor.ts';
import { type AccessFacts, type ConversationAction, isOpenBy } from '../../../domain/access/conversation-access.ts';
import type { Scope } from '../../../domain/access/scopes.ts';
import type { Instant } from '../../../domain/calendar/instant.ts';
import type { ConversationPolicy } from '../../../domain/conversation/policy.ts';
import { conversationKeys } from '../../../domain/conversation/scopes.ts';
import type { LineFor } from '../../live/live-line.ts';
import { findProgram } from '../../../programs/index.ts';
import { conversationView, messageView } from '../../views/conversation-view.ts';

export const messageLine: LineFor = (actor, event) => {
  const { caseId: conversationId, facts, message } = event;
  if (facts === null || message === null || !may(actor, 'conversation.read-messages', event, facts)) return null;
  return { event: 'message', data: { conversationId, message: messageView(message, actor) } };
};

export const conversationLine: LineFor = (actor, event, now) => {
  const { kind, caseId: conversationId, facts, before, conversation } = event;
  if (facts !== null && conversation !== null && may(actor, 'conversation.read', event, facts)) {
    const data = { conversationId, conversation: shownTo(actor, conversation, now()) };
    return { event: kind, data, forOneReader: true };
  }
  const couldBefore = before !== null && may(actor, 'conversation.read', event, { scopes: before });
  return couldBefore ? { event: 'removed', data: { conversationId } } : null;
};

/** The same view that the single read gives this reader. */
function shownTo(actor: Actor, shared: SharedConversation, now: Instant) {
  const { unreadBy, ...record } = shared;
  return conversationView({ ...record, unread: unreadBy[actorName(actor)] ?? record.unread }, actor, now);
}

function may(
  actor: Actor,
  action: ConversationAction,
  event: LiveEventRecord,
  facts: Pick<AccessFacts, 'scopes'>,
): boolean {
  if (actor.kind === 'customer') return actor.customerId === event.customerId;
  // The log may hold events of a program that only a newer version has.
  const policy = findProgram(event.program)?.conversation;
  if (actor.kind !== 'staff' || policy === undefined) return false;
  return isOpenBy(keysIn(actor, event.program, policy), action, facts);
}

const keysOf = new WeakMap<StaffActor, WeakMap<ConversationPolicy, ReadonlySet<Scope>>>();

/**
 * A reader's keys by a program's policy. A stream's reader gets a new actor whenever they are read again, and a program
 * that is published again has a new policy: each of them gives new keys.
 */
function keysIn(actor: StaffActor, program: string, policy: ConversationPolicy): ReadonlySet<Scope> {
  const byPolicy = keysOf.get(actor) ?? new WeakMap<ConversationPolicy, ReadonlySet<Scope>>();
  keysOf.set(actor, byPolicy);
  const keys = byPolicy.get(policy) ?? new Set(conversationKeys(policy, staffIn(actor, program)));
  byPolicy.set(policy, keys);
  return keys;
}
