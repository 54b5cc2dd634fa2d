// The live events of a conversation: a message, the conversation as its reader sees it, and that it is out of sight.
import type { SharedConversation } from '../../../db/read/conversations.ts';
import type { LiveEventRecord } from '../../../db/read/live-events.ts';
import { type Actor, actorName, staffIn } from '../../../domain/access/actor.ts';
import {
  type AccessFacts,
  type ConversationAction,
  isOpen,
  relationsOf,
} from '../../../domain/access/conversation-access.ts';
import type { Instant } from '../../../domain/calendar/instant.ts';
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
  if (facts === null) return null;
  if (conversation !== null && may(actor, 'conversation.read', event, facts)) {
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
  return isOpen(action, relationsOf(policy, staffIn(actor, event.program), facts));
}
