// Owns who may do what to a ticket, as one table. Refuses to know how somebody proved who they are.
import type { Staff } from '../access/conversation-access.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { findTicketType, type TicketPolicy, type TicketType } from './policy.ts';

/**
 * How somebody stands to tickets of a type: of its `team`, its `lead`, a `helper` of another team that may take them
 * (FK-09), or anybody else of the program's `staff`.
 */
export type TicketRelation = 'team' | 'lead' | 'helper' | 'staff';

/** The table. Recording and closing is open to every member of the team, whoever it is assigned to. */
export const ticketAccess = {
  read: ['team', 'lead', 'helper', 'staff'],
  note: ['team', 'lead', 'helper'],
  take: ['team', 'lead', 'helper'],
  assign: ['team', 'lead'],
  wait: ['team', 'lead', 'helper'],
  'record-call': ['team', 'lead', 'helper'],
  close: ['team', 'lead', 'helper'],
} as const satisfies Record<string, readonly TicketRelation[]>;

export type TicketAction = keyof typeof ticketAccess;

/** Every relation of a person to tickets of a type; none for whoever holds no role in the program. */
export function ticketRelations(type: TicketType, { roles }: Staff): TicketRelation[] {
  const relations: TicketRelation[] = [];
  if (roles.length > 0) relations.push('staff');
  if (roles.includes(type.team)) relations.push('team');
  if (roles.includes(type.lead)) relations.push('lead');
  if (roles.some((role) => type.alsoTakenBy.includes(role))) relations.push('helper');
  return relations;
}

/** Why a person may not do this to tickets of a type, or `null`. */
export function refusalOfTicketAction(type: TicketType, action: TicketAction, staff: Staff): Refusal | null {
  const open: readonly TicketRelation[] = ticketAccess[action];
  return ticketRelations(type, staff).some((relation) => open.includes(relation))
    ? null
    : refusal('not-allowed', 'your role may not do this');
}

/** Whether a person may give tickets of some type to others, for whom the people of the program are listed. */
export function mayAssignTickets({ types }: TicketPolicy, staff: Staff): boolean {
  return Object.values(types).some((type) => refusalOfTicketAction(type, 'assign', staff) === null);
}

/** Why a person may not open a ticket of a type by hand, or `null` (FK-04, FK-05). */
export function refusalOfOpening(policy: TicketPolicy, type: string, { roles }: Staff): Refusal | null {
  const found = findTicketType(policy, type);
  if (found === undefined) return refusal('ticket-type-unknown', 'there is no such type of ticket');
  return roles.some((role) => found.openedBy.includes(role))
    ? null
    : refusal('not-allowed', 'your role may not open such a ticket');
}
