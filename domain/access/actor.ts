// Owns who is asking: nobody known, a customer, a person of the centre or an app. Refuses to know how it was proven.
import type { Staff } from './conversation-access.ts';

export type Membership = { program: string; role: string };

export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'customer'; customerId: string; program: string }
  | { kind: 'staff'; login: string; name: string; admin: boolean; memberships: readonly Membership[] };

export type StaffActor = Extract<Actor, { kind: 'staff' }>;

/** The roles that somebody holds in one program. */
export function staffIn(actor: StaffActor, program: string): Staff {
  const roles = actor.memberships.filter((held) => held.program === program).map((held) => held.role);
  return { login: actor.login, roles };
}

/** The name under which an actor stands in audit rows and timelines. */
export function actorName(actor: Actor): string {
  return actor.kind === 'staff' ? actor.login : actor.kind;
}
