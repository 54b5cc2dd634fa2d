import type { ExactDuration } from '../calendar/instant.ts';
import type { WorkingHours } from '../calendar/working-hours.ts';

/** What must have happened for a result: money has come, a visit is planned ahead, or something was booked since. */
export type ResultNeed = 'payment' | 'planned-visit' | 'booking';

/** One kind of ticket: its people, its possible results and its due times. */
export type TicketType = {
  type: string;
  label: string;
  /** The role over which tickets of this type are distributed, and the role that gets overdue ones. */
  team: string;
  lead: string;
  /** Roles besides the owning team that may see, take and work these tickets (FK-09). */
  alsoTakenBy: readonly string[];
  /** Roles that may open one by hand; processes open their own. */
  openedBy: readonly string[];
  /** FK-22: closing needs one of these. */
  results: readonly string[];
  /** The condition of each result, by name; a result that is not listed has none. */
  resultNeeds?: Readonly<Record<string, ResultNeed>>;
  /** Working time from opening to the first call, for a ticket without a process. */
  callWithin: ExactDuration;
  /** After an unanswered call it is due again at the end of working hours this many days later. */
  nextCallInDays: number;
  /** Its tag in the help desk. */
  tag: string;
  /** Its task in the words of `todo`; without it `call-customer`. */
  task?: string;
  rule: string;
};

/** The happenings of a ticket that have a rule for the timeline. */
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
  /** The result of a ticket closed by an unanswered last call. */
  noAnswerResult: string;
  /** Two records of a call within this time are one call recorded twice. */
  sameCallWithin: ExactDuration;
  /**
   * The longest time a ticket may wait. Policies from before 29 November 2026 do not set it: tickets may wait without
   * limit.
   */
  longestWait?: ExactDuration;
  /** FK-23: bounds of the age histogram in exact time, ascending, and how long a ticket may be overdue before the alarm. */
  backlog: { bounds: readonly ExactDuration[]; alarmAfter: ExactDuration };
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

/** The task of a type's people, in the words of `todo`. */
export function taskOf({ task = 'call-customer' }: Pick<TicketType, 'task'>): string {
  return task;
}

/** The teams of the policy's tickets, each with its lead, in the order of the types. */
export function teamsOf(policy: TicketPolicy): { team: string; lead: string }[] {
  const teams = new Map(Object.values(policy.types).map(({ team, lead }) => [team, { team, lead }]));
  return [...teams.values()];
}
