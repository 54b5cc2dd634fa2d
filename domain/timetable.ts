// Owns the words for what has happened to a case, what will, and what people still have to do. Refuses to know any process.
import type { Instant } from './calendar/instant.ts';

/** A step that time takes: when, what (a stable word of its process) and by which rule, `null` where no document asks for it. */
export type PlannedStep = { at: Instant; what: string; rule: string | null };

/**
 * A step that happens if nobody acts. `subject` names its object: the key of a ticket, or the id of a visit, payment or
 * refund. People see the step from `announcedFrom` on; without it, at once.
 */
export type AnnouncedStep = PlannedStep & { subject?: string | null; announcedFrom?: Instant };

/** A step as people read it: Careline takes it. */
export type NextStep = PlannedStep & { by: 'careline'; subject: string | null };

/**
 * What somebody has to do for a case. `by` is a login, or a list of roles that may do it. `dueAt` is `null` when it is to
 * be done as soon as possible. `subject` is as in a step.
 */
export type Todo = {
  what: string;
  by: string | string[];
  dueAt: Instant | null;
  overdue: boolean;
  rule: string | null;
  subject: string | null;
};

/** The steps that people read at an instant, earliest first. A step that is being taken late is due now, never in the past. */
export function announced(steps: readonly AnnouncedStep[], now: Instant): NextStep[] {
  return steps
    .filter(({ announcedFrom }) => announcedFrom === undefined || announcedFrom <= now)
    .map(({ at, what, rule, subject = null }) => ({ at: at < now ? now : at, what, rule, by: 'careline', subject }));
}

/** When people next read of a step that is ahead already; `null` when they read of all. */
export function nextAnnouncement(steps: readonly AnnouncedStep[], now: Instant): Instant | null {
  const ahead = steps.flatMap(({ announcedFrom }) => announcedFrom ?? []).filter((from) => from > now);
  return ahead.toSorted()[0] ?? null;
}

/** Earliest first; steps of one instant stay in their order. */
export function byTime<Step extends { at: Instant }>(steps: readonly Step[]): Step[] {
  return steps.toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

/** Earliest first; what has no due time comes first, because it is due at once. */
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
  /** A person's own words about it, kept outside of histories. */
  noteId?: string;
};

/** A text to be spoken: its id and what to fill in. Rendered only where it leaves. */
export type TextReference = { text: string; values?: Record<string, string | number> };

/** A text and the requirement by which it is spoken. */
export type RuledText = TextReference & { rule: string };
