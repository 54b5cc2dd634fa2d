import type { Staff } from '../access/conversation-access.ts';
import { type Refusal, refusal } from '../refusal.ts';
import { findTicketType, type TicketPolicy, type TicketType } from './policy.ts';

/**
 * How a person is related to tickets of a type: in its `team`, its `lead`, a `helper` of another team that may take
 * them (FK-09), or other `staff` of the program.
 */
export type TicketRelation = 'team' | 'lead' | 'helper' | 'staff';

/** All team members may record and close, also when another person is the assignee. */
export const ticketAccess = {
  read: ['team', 'lead', 'helper', 'staff'],
  note: ['team', 'lead', 'helper'],
  take: ['team', 'lead', 'helper'],
  assign: ['team', 'lead'],
  'set-fields': ['team', 'lead', 'helper'],
  wait: ['team', 'lead', 'helper'],
  'record-call': ['team', 'lead', 'helper'],
  close: ['team', 'lead', 'helper'],
} as const satisfies Record<string, readonly TicketRelation[]>;

export type TicketAction = keyof typeof ticketAccess;

/** All relations of a person to tickets of a type; none without a role in the program. */
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

/** True for a person who may assign tickets of some type; they also see the list of the program's people. */
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
