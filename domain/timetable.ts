import type { Instant } from './calendar/instant.ts';

/** A step ahead: when, what (a stable word of its process), and its requirement (`null` if no document asks for it). */
export type PlannedStep = { at: Instant; what: string; rule: string | null };

/**
 * A step that happens unless people act. `subject` names its object: the key of a ticket, or the id of a visit, payment
 * or refund. People see the step from `announcedFrom` on; without it, at once.
 */
export type AnnouncedStep = PlannedStep & { subject?: string | null; announcedFrom?: Instant };

/** A step in the form that people read: Careline takes it. */
export type NextStep = PlannedStep & { by: 'careline'; subject: string | null };

/**
 * A task for people. `by` is a login, or a list of roles that may do it. `dueAt` is `null` when it is due as soon as
 * possible. `subject` is as in a step.
 */
export type Todo = {
  what: string;
  by: string | string[];
  dueAt: Instant | null;
  overdue: boolean;
  rule: string | null;
  subject: string | null;
};

/** The steps that people see at an instant, earliest first. A late step is shown as due now, never in the past. */
export function announced(steps: readonly AnnouncedStep[], now: Instant): NextStep[] {
  return steps
    .filter(({ announcedFrom }) => announcedFrom === undefined || announcedFrom <= now)
    .map(({ at, what, rule, subject = null }) => ({ at: at < now ? now : at, what, rule, by: 'careline', subject }));
}

/** When people will next see a step that is already ahead; `null` when they see all. */
export function nextAnnouncement(steps: readonly AnnouncedStep[], now: Instant): Instant | null {
  const ahead = steps.flatMap(({ announcedFrom }) => announcedFrom ?? []).filter((from) => from > now);
  return ahead.toSorted()[0] ?? null;
}

/** Earliest first; steps of one instant keep their order. */
export function byTime<Step extends { at: Instant }>(steps: readonly Step[]): Step[] {
  return steps.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** Earliest first; tasks without a due time come first, because they are due at once. */
export function byDueTime(todos: readonly Todo[]): Todo[] {
  return todos.toSorted((one, other) => inOrder(one.dueAt ?? '', other.dueAt ?? ''));
}

function inOrder(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** A thing that happened to a case. `by` is a login name, `customer`, or `careline` for the process itself. */
export type TimelineEntry = {
  at: Instant;
  what: string;
  by: string;
  rule: string | null;
  details?: Record<string, string | number | boolean | readonly string[] | null>;
  /** The id of a person's own text about it, kept outside histories. */
  noteId?: string;
};

/** A text to be sent: its id and its values. It is rendered only when it leaves. */
export type TextReference = { text: string; values?: Record<string, string | number> };

/** A text and the requirement behind it. */
export type RuledText = TextReference & { rule: string };
