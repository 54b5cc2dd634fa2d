// Owns the words for what has happened to a case and what will. Refuses to know any process.
import type { Instant } from './calendar/instant.ts';

/** A step that a case will take by itself: when, what (a stable word of its process) and by which rule. */
export type PlannedStep = { at: Instant; what: string; rule: string };

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
