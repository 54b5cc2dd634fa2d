import type { SharedConversation } from '../../db/read/conversations.ts';
import type { LiveEventRecord } from '../../db/read/live-events.ts';
import { type Actor, actorName, staffIn } from '../../domain/access/actor.ts';
import {
  type AccessFacts,
  type ConversationAction,
  isOpen,
  relationsOf,
} from '../../domain/access/conversation-access.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { processNamed } from '../../domain/processes.ts';
import { programNamed } from '../../programs/index.ts';
import { isOpenTo } from '../cases/scope.ts';
import { aboutCase } from '../views/about-case.ts';
import { conversationView, messageView, policyOf } from '../views/conversation-view.ts';

/** An event's name and data on the wire. */
export type LiveLine = {
  event: 'message' | 'conversation' | 'removed' | 'notification' | 'withdrawn' | 'taken' | 'service-package' | 'ticket';
  data: object;
};

/**
 * What a listener is told of an event, or `null` when the listener may not know it. The access rules are those of the
 * lists.
 */
export function liveLineFor(actor: Actor, event: LiveEventRecord, now: () => Instant): LiveLine | null {
  if (event.kind === 'notification') return notificationLine(actor, event);
  if (event.kind === 'withdrawn' || event.kind === 'taken') return toldLine(actor, event, event.kind);
  if (event.kind === 'service-package' || event.kind === 'ticket') return caseLine(actor, event, event.kind);
  const { facts, message } = event;
  if (facts === null) return null;
  if (event.kind === 'message') {
    if (message === null || !may(actor, 'conversation.read-messages', event, facts)) return null;
    return { event: 'message', data: { conversationId: event.caseId, message: messageView(message, actor) } };
  }
  const data = { conversationId: event.caseId };
  if (event.conversation !== null && may(actor, 'conversation.read', event, facts)) {
    return { event: 'conversation', data: { ...data, conversation: shownTo(actor, event.conversation, now()) } };
  }
  const couldBefore = event.before !== null && may(actor, 'conversation.read', event, { scopes: event.before });
  return couldBefore ? { event: 'removed', data } : null;
}

/** The same view that the single read gives this reader. */
function shownTo(actor: Actor, shared: SharedConversation, now: Instant) {
  const { unreadBy, ...record } = shared;
  return conversationView({ ...record, unread: unreadBy[actorName(actor)] ?? record.unread }, actor, now);
}

function notificationLine(actor: Actor, { notification }: LiveEventRecord): LiveLine | null {
  if (notification === null || actor.kind !== 'staff' || actor.login !== notification.login) return null;
  const { login: _, ...data } = notification;
  return { event: 'notification', data: { ...data, ...aboutCase(notification) } };
}

// Told to the people who are named or who hold one of the roles now, except the person who did it.
function toldLine(actor: Actor, { told, program, caseId }: LiveEventRecord, event: 'withdrawn' | 'taken') {
  if (told === null || actor.kind !== 'staff') return null;
  const { process, logins = [], roles = [], login, except, details } = told;
  const held = staffIn(actor, program).roles;
  const isTold = logins.includes(actor.login) || login === actor.login || held.some((role) => roles.includes(role));
  if (!isTold || actor.login === except) return null;
  const about = { program, ...aboutCase({ process, caseId }) };
  return { event, data: event === 'taken' ? { kind: event, ...about, details: details ?? null } : about };
}

function caseLine(actor: Actor, { program, caseId, scopes }: LiveEventRecord, event: 'service-package' | 'ticket') {
  const mayRead = actor.kind === 'staff' && isOpenTo(actor, programNamed(program), processNamed(event), scopes);
  return mayRead ? { event, data: { id: caseId } } : null;
}

function may(
  actor: Actor,
  action: ConversationAction,
  event: LiveEventRecord,
  facts: Pick<AccessFacts, 'scopes'>,
): boolean {
  if (actor.kind === 'customer') return actor.customerId === event.customerId;
  if (actor.kind !== 'staff') return false;
  const staff = staffIn(actor, event.program);
  return isOpen(action, relationsOf(policyOf(event.program), staff, facts));
}
