import { HIDDEN, OPEN, type Verdict } from './verdict.ts';
import type { ConversationPolicy } from '../conversation/policy.ts';
import { refusal } from '../refusal.ts';
import { type Actor, isApp, rolesIn, type StaffActor, staffIn } from './actor.ts';
import { type CaseRule, isCaseRule } from './case-access.ts';
import {
  type AccessFacts,
  type ConversationAction,
  conversationAccess,
  isOpen,
  isReading,
  refusalOf,
  wasAddressed,
} from './conversation-access.ts';

type Standing = 'anonymous' | 'customer' | 'app' | 'staff' | 'admin';

/** The kinds of actors that each rule admits. An action on a conversation is checked again against its facts. */
export const routeAccess = {
  anyone: ['anonymous', 'customer', 'app', 'staff', 'admin'],
  'signed-in': ['customer', 'app', 'staff', 'admin'],
  staff: ['app', 'staff', 'admin'],
  /** For what only people who log in have: sessions. */
  person: ['staff', 'admin'],
  'own-password': ['staff', 'admin'],
  admin: ['admin'],
} as const satisfies Record<string, readonly Standing[]>;

export type RouteRule = keyof typeof routeAccess | ConversationAction | CaseRule;

type Oversight = Pick<ConversationPolicy, 'oversight'>;

/**
 * The facts that decide access to one conversation, for any kind of actor. `policy` is the one that the case keeps, if
 * it has begun.
 */
export type ConversationFacts = AccessFacts & { program: string; customerId: string; policy?: Oversight | null };

const NOT_ALLOWED: Verdict = { kind: 'refused', refusal: refusal('not-allowed', 'this is not open to you') };

export function isConversationAction(rule: RouteRule): rule is ConversationAction {
  return rule in conversationAccess;
}

const READ_ONLY: Verdict = { kind: 'refused', refusal: refusal('key-read-only', 'this key only reads') };

const PASSWORD_DUE: Verdict = {
  kind: 'refused',
  refusal: refusal('password-change-required', 'change your first password: POST /v1/me/password'),
};

/** Routes open to a person with a first password. */
const BEFORE_PASSWORD: ReadonlySet<RouteRule> = new Set<RouteRule>(['anyone', 'own-password']);

/** Whether an actor may use a route, before anything is looked up. `changes`: the HTTP method may change something. */
export function verdictOnRoute(rule: RouteRule, actor: Actor, changes = false): Verdict {
  if (changes && actor.kind === 'staff' && actor.readOnly === true) return READ_ONLY;
  if (actor.kind === 'staff' && actor.passwordDue === true && !BEFORE_PASSWORD.has(rule)) return PASSWORD_DUE;
  const open: readonly Standing[] = routeAccess[standingRule(rule)];
  if (open.includes(standingOf(actor))) return OPEN;
  return actor.kind === 'anonymous' ? { kind: 'unknown-actor' } : NOT_ALLOWED;
}

function standingOf(actor: Actor): Standing {
  if (actor.kind !== 'staff') return actor.kind;
  if (actor.admin) return 'admin';
  return isApp(actor) ? 'app' : 'staff';
}

/**
 * Whether a route under a program exists for this actor, before anything is looked up: for its staff, and for admins.
 */
export function verdictOnProgram(program: string, actor: Actor): Verdict {
  const knows = actor.kind === 'staff' && (actor.admin || rolesIn(actor.memberships, program).length > 0);
  return knows ? OPEN : HIDDEN;
}

// Packages and tickets are internal: customers have no login to them.
function standingRule(rule: RouteRule): keyof typeof routeAccess {
  if (isConversationAction(rule)) return 'signed-in';
  return isCaseRule(rule) ? 'staff' : rule;
}

/**
 * Whether an actor may do this to a conversation. `policy` is its program's of today, which decides who may read;
 * without one the case is hidden. Every other action is decided by the policy that the case keeps, as its workflow does.
 */
export function verdictOnConversation(
  policy: Oversight | undefined,
  action: ConversationAction,
  actor: Actor,
  facts: ConversationFacts,
): Verdict {
  if (policy === undefined || actor.kind === 'anonymous') return HIDDEN;
  if (actor.kind === 'staff') return verdictForStaff(policy, action, actor, facts);
  if (actor.customerId !== facts.customerId) return HIDDEN;
  return isOpen(action, ['owner']) ? OPEN : NOT_ALLOWED;
}

function verdictForStaff(
  policy: Oversight,
  action: ConversationAction,
  actor: StaffActor,
  facts: ConversationFacts,
): Verdict {
  const staff = staffIn(actor, facts.program);
  const visible = refusalOf(policy, 'conversation.read', staff, facts) === null;
  // CDEK-20: the command itself says who took it, to people who can see it and to those who were addressed.
  if (action === 'conversation.accept' && (visible || wasAddressed(policy, staff, facts))) return OPEN;
  if (!visible) return HIDDEN;
  const refused = refusalOf(isReading(action) ? policy : (facts.policy ?? policy), action, staff, facts);
  return refused === null ? OPEN : { kind: 'refused', refusal: refused };
}
