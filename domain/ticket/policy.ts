// Owns the shape of a ticket policy: types, teams and times as data. Refuses to hold any value.
import type { ExactDuration } from '../calendar/instant.ts';
import type { WorkingHours } from '../calendar/working-hours.ts';

/** What a result says has happened: money has come, a visit is planned ahead, something was booked since. */
export type ResultNeed = 'payment' | 'planned-visit' | 'booking';

/** One kind of ticket: whose it is, how it may end and when it falls due. */
export type TicketType = {
  type: string;
  label: string;
  /** The role over which tickets of this type are distributed, and the one to which they go when overdue. */
  team: string;
  lead: string;
  /** Roles besides the owning team that may see, take and work these tickets (FK-09). */
  alsoTakenBy: readonly string[];
  /** Roles that may open one by hand; processes open their own. */
  openedBy: readonly string[];
  /** FK-22: one of these is mandatory on closing. */
  results: readonly string[];
  /** What must be true for a result, by its name; one that is not named needs nothing. */
  resultNeeds?: Readonly<Record<string, ResultNeed>>;
  /** Working time from opening to the first call, for a ticket that belongs to no process. */
  callWithin: ExactDuration;
  /** After an unanswered call it is due again at the end of working hours this many days later. */
  nextCallInDays: number;
  /** The tag under which the help desk knows it. */
  tag: string;
  /** What its people have to do, as `todo` names it; without it `call-customer`. */
  task?: string;
  rule: string;
};

/** What happens to a ticket, for the rules that its timeline names. */
export type RuledTicketHappening =
  | 'opened'
  | 'assigned'
  | 'call-recorded'
  | 'waiting'
  | 'closed'
  | 'overdue'
  | 'due-changed';

/** A program's ticket policy. It enters a workflow as a snapshot. */
export type TicketPolicy = {
  version: string;
  workingHours: WorkingHours;
  types: Readonly<Record<string, TicketType>>;
  /** The result with which an unanswered last call closes a ticket. */
  noAnswerResult: string;
  /** Two records of a call within this time are one call recorded twice. */
  sameCallWithin: ExactDuration;
  /** How far ahead a ticket may be put off; not set in policies from before 29 November 2026, which let it wait for ever. */
  longestWait?: ExactDuration;
  /** FK-23: bounds of the age histogram in exact time, ascending, and how long a ticket may be overdue before the alarm. */
  backlog: { bounds: readonly ExactDuration[]; alarmAfter: ExactDuration };
  rules: Readonly<Record<RuledTicketHappening, string | null>>;
};

/** @throws RangeError when the policy has no such type: a program's data is wrong, or the type was not checked before */
export function ticketType(policy: TicketPolicy, type: string): TicketType {
  const found = findTicketType(policy, type);
  if (found === undefined) throw new RangeError(`the policy ${policy.version} has no ticket type ${type}`);
  return found;
}

export function findTicketType(policy: TicketPolicy, type: string): TicketType | undefined {
  return Object.hasOwn(policy.types, type) ? policy.types[type] : undefined;
}

/** What the people of a type have to do, as `todo` names it. */
export function taskOf({ task = 'call-customer' }: Pick<TicketType, 'task'>): string {
  return task;
}

/** The teams that tickets of the policy belong to, each with its lead, in the order of the types. */
export function teamsOf(policy: TicketPolicy): { team: string; lead: string }[] {
  const teams = new Map(Object.values(policy.types).map(({ team, lead }) => [team, { team, lead }]));
  return [...teams.values()];
}
