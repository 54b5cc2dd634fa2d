import type { Staff } from './conversation-access.ts';

export type Membership = { program: string; role: string };

/**
 * `readOnly`: an app whose key opens what its roles may read, and changes nothing. `passwordDue`: a person with a first
 * password, who may do nothing but change it.
 */
export type Actor =
  | { kind: 'anonymous' }
  | { kind: 'customer'; customerId: string; program: string }
  | {
      kind: 'staff';
      login: string;
      name: string;
      admin: boolean;
      memberships: readonly Membership[];
      readOnly?: boolean;
      passwordDue?: boolean;
    };

export type StaffActor = Extract<Actor, { kind: 'staff' }>;

/**
 * The roles of a person or app in one program. An admin has none: admins look after people and read no correspondence.
 */
export function staffIn(actor: StaffActor, program: string): Staff {
  return { login: actor.login, roles: actor.admin ? [] : rolesIn(actor.memberships, program) };
}

export function rolesIn(memberships: readonly Membership[], program: string): string[] {
  return memberships.filter((held) => held.program === program).map(({ role }) => role);
}

/** The login of an app. A person's login name never contains a colon, so the two cannot clash. */
export function appLogin({ program, name }: { program: string; name: string }): string {
  return `${APP}${program}:${name}`;
}

const APP = 'app:';

export function isApp({ login }: Pick<StaffActor, 'login'>): boolean {
  return login.startsWith(APP);
}

/** The name of an actor in audit rows and timelines. */
export function actorName(actor: Actor): string {
  return actor.kind === 'staff' ? actor.login : actor.kind;
}
