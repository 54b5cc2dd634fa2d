import type { Membership, StaffActor } from '../../domain/access/actor.ts';
import type { AccessFacts, Staff } from '../../domain/access/conversation-access.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { ConversationPolicy } from '../../domain/conversation/policy.ts';
import type { ConversationState } from '../../domain/conversation/state.ts';
import { cdek } from './programs.ts';

/** cdek's policy as it ships. */
export function thePolicy(): ConversationPolicy {
  if (cdek.conversation === undefined) throw new Error('cdek has no conversation policy');
  return cdek.conversation;
}

/** `2031-03-03 09:00` (seconds and milliseconds allowed) in Moscow as an instant; Moscow keeps UTC+3 all year. */
export function moscow(local: string): Instant {
  const [date, time = '00:00'] = local.split(' ');
  return new Date(`${date}T${time.length === 5 ? `${time}:00` : time}+03:00`).toISOString();
}

/** An instant some seconds later. The caller converts minutes and days to seconds. */
export function secondsLater(at: Instant, seconds: number): Instant {
  return new Date(Date.parse(at) + seconds * 1_000).toISOString();
}

// CDEK-02: roles by login, written here again so that a wrong list of demo people cannot hide a wrong rule.
const ROLE_OF: Readonly<Record<string, string>> = {
  director: 'director',
  'klo-senior': 'klo-senior',
  'klo-1': 'klo',
  'klo-2': 'klo',
  'klo-3': 'klo',
  'support-1': 'support',
  'support-2': 'support',
};

/** A person of cdek by login, with a demo person's roles unless others are given. */
export function staff(login: string, ...roles: string[]): Staff {
  const known = ROLE_OF[login];
  return { login, roles: roles.length > 0 || known === undefined ? roles : [known] };
}

/** A logged-in person of cdek, with other memberships, or none, if given. */
export function aStaffActor(login: string, changes: { admin?: boolean; memberships?: Membership[] } = {}): StaffActor {
  const memberships = staff(login).roles.map((role) => ({ program: 'cdek', role }));
  return { kind: 'staff', login, name: login, admin: false, memberships, ...changes };
}

/** A KLO conversation that has waited since Monday, 3 March 2031, 10:00 Moscow, without any event since. */
export function aWaitingState(changes: Partial<ConversationState> = {}): ConversationState {
  const waitingSince = changes.waitingSince ?? moscow('2031-03-03 10:00');
  return {
    version: 1,
    movedAt: waitingSince,
    stage: 'waiting',
    category: 'order',
    queue: 'klo',
    visitedQueues: ['klo'],
    ladderRun: 1,
    waitingSince,
    stepsTaken: 0,
    lastStepAt: null,
    addressedRoles: ['klo'],
    overdue: false,
    assignee: null,
    closedAt: null,
    disposition: null,
    dispositionNoteId: null,
    ...changes,
  };
}

/** The same, escalated after ten minutes. */
export function anOverdueState(changes: Partial<ConversationState> = {}): ConversationState {
  const since = changes.waitingSince ?? moscow('2031-03-03 10:00');
  const escalatedAt = secondsLater(since, 600);
  return aWaitingState({
    version: 2,
    movedAt: escalatedAt,
    stepsTaken: 1,
    addressedRoles: ['klo', 'klo-senior', 'support'],
    overdue: true,
    ...changes,
  });
}

export function aSupportState(changes: Partial<ConversationState> = {}): ConversationState {
  const queue = { category: 'account', queue: 'support', visitedQueues: ['support'], addressedRoles: ['support'] };
  return aWaitingState({ ...queue, ...changes });
}

export function aSettlementsState(changes: Partial<ConversationState> = {}): ConversationState {
  const visitedQueues = ['settlements'];
  const queue = { category: 'settlements', queue: 'settlements', visitedQueues, addressedRoles: ['director'] };
  return aWaitingState({ ...queue, ...changes });
}

export function assigned(state: ConversationState, assignee: string): ConversationState {
  return { ...state, version: state.version + 1, stage: 'assigned', assignee };
}

export function closed(state: ConversationState, closedAt: Instant = moscow('2031-03-03 11:00')): ConversationState {
  return { ...state, version: state.version + 1, movedAt: closedAt, stage: 'closed', closedAt, disposition: 'waybill' };
}

/** The access facts of a conversation while its customer has not chosen a category. */
export function anIntake(): AccessFacts {
  return { scopes: [], assignee: null };
}
