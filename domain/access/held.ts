// Owns what somebody has in hand, and what of it they may hold no longer. Refuses to look anything up.
import { refusalOfTicketAction } from '../ticket/access.ts';
import type { TicketType } from '../ticket/policy.ts';
import { type Membership, rolesIn } from './actor.ts';

/** A request that somebody answers, or a ticket of no process or of a package that is theirs. `version` is its latest. */
export type Held = {
  id: string;
  program: string;
  version: number;
  process: string;
  caseId: string;
  /** Of a ticket within its case. */
  key: string | null;
  type: TicketType | null;
};

/** How somebody came to leave; an app leaves with its last key. */
export type Departure = 'deactivated' | 'roles' | 'key-revoked' | 'key-expired';

/**
 * What a person or an app can work with now; no roles for who cannot log in. `how` says why they cannot hold what these roles
 * do not open.
 */
export type Standing = { login: string; memberships: readonly Membership[]; how: Departure };

/**
 * What of it has to be given back. A request stays with its assignee as long as they hold any role in its program
 * (`relationsOf`), a ticket as long as they may take one of its type.
 */
export function lostBy(held: readonly Held[], { login, memberships }: Pick<Standing, 'login' | 'memberships'>): Held[] {
  return held.filter(({ program, type }) => {
    const roles = rolesIn(memberships, program);
    return type === null ? roles.length === 0 : refusalOfTicketAction(type, 'take', { login, roles }) !== null;
  });
}
