// Owns who is asking: nobody known, a customer, a person of the centre or an app. Refuses to know how it was proven.
import type { Staff } from './conversation-access.ts';

export type Membership = { program: string; role: string };

export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'customer'; customerId: string; program: string }
  | { kind: 'staff'; login: string; name: string; admin: boolean; memberships: readonly Membership[] };

export type StaffActor = Extract<Actor, { kind: 'staff' }>;

/** The roles that somebody holds in one program: none for an admin, who looks after people and not after correspondence. */
export function staffIn(actor: StaffActor, program: string): Staff {
  const held = actor.admin ? [] : actor.memberships.filter((membership) => membership.program === program);
  return { login: actor.login, roles: held.map((membership) => membership.role) };
}

/** The name under which an actor stands in audit rows and timelines. */
export function actorName(actor: Actor): string {
  return actor.kind === 'staff' ? actor.login : actor.kind;
}
