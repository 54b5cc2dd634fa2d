import type { Static } from 'typebox';
import type { WorkingHours } from '../calendar/working-hours.ts';
import type { Frozen } from '../document/parts.ts';
import type { TicketsDocument } from '../document/tickets.ts';

type Document = Frozen<Static<typeof TicketsDocument>>;
type TypeDocument = Document['types'][string];

/** What must have happened for a result: money has come, a visit is planned ahead, or something was booked since. */
export type ResultNeed = NonNullable<TypeDocument['resultNeeds']>[string];

/** One kind of ticket: its people, its possible results and its due times. */
export type TicketType = TypeDocument & { type: string };

/** The happenings of a ticket that have a rule for the timeline. */
export type RuledTicketHappening = keyof Document['rules'];

/** A program's ticket policy. It enters a workflow as a snapshot. */
export type TicketPolicy = Omit<Document, 'hours' | 'types' | 'rules'> & {
  version: string;
  /** The program's version; snapshots from before programs had versions do not have it. */
  programVersion?: number;
  workingHours: WorkingHours;
  types: Readonly<Record<string, TicketType>>;
  rules: Readonly<Record<RuledTicketHappening, string | null>>;
};

/**
 * @throws RangeError when the policy has no such type: the program's data is wrong, or the type was not checked before
 */
export function ticketType(policy: TicketPolicy, type: string): TicketType {
  const found = findTicketType(policy, type);
  if (found === undefined) throw new RangeError(`the policy ${policy.version} has no ticket type ${type}`);
  return found;
}

export function findTicketType(policy: TicketPolicy, type: string): TicketType | undefined {
  return Object.hasOwn(policy.types, type) ? policy.types[type] : undefined;
}

/** True for a type whose tickets Careline gives to people of the team; the others wait until one takes them. */
export function isGivenOut({ distribution = 'push' }: Pick<TicketType, 'distribution'>): boolean {
  return distribution === 'push';
}

/** The task of a type's people, in the words of `todo`. */
export function taskOf({ task = 'call-customer' }: Pick<TicketType, 'task'>): string {
  return task;
}

/** The teams of the policy's tickets, each with its lead, in the order of the types. */
export function teamsOf(policy: TicketPolicy): { team: string; lead: string }[] {
  const teams = new Map(Object.values(policy.types).map(({ team, lead }) => [team, { team, lead }]));
  return [...teams.values()];
}
