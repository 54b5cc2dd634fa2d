import { refusalOfTicketAction } from '../ticket/access.ts';
import type { TicketType } from '../ticket/policy.ts';
import { type Membership, rolesIn } from './actor.ts';

/** A request or a ticket (its own case or one of a package) that a person has in hand. `version` is its latest. */
export type Held = {
  id: string;
  program: string;
  version: number;
  /** The process of `caseId`. */
  process: string;
  caseId: string;
  /** The process of the work itself: a package's ticket is a ticket. */
  kind: string;
  /** The ticket's key within its case. */
  key: string | null;
  type: TicketType | null;
};

/** Why a person or app has left; an app leaves with its last key. */
export type LeavingReason = 'deactivated' | 'roles' | 'key-revoked' | 'key-expired';

/**
 * The current roles of a person or an app; none for one that cannot log in. `how` says why they lose the work that
 * these roles do not allow.
 */
export type Standing = { login: string; memberships: readonly Membership[]; how: LeavingReason };

/**
 * The work that must be given back. A request stays with its assignee while they hold any role in its program
 * (`relationsOf`); a ticket stays while they may take one of its type.
 */
export function lostBy(held: readonly Held[], { login, memberships }: Pick<Standing, 'login' | 'memberships'>): Held[] {
  return held.filter(({ program, type }) => {
    const roles = rolesIn(memberships, program);
    return type === null ? roles.length === 0 : refusalOfTicketAction(type, 'take', { login, roles }) !== null;
  });
}
