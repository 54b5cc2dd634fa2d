// Owns the shape of what a package's policy says of its visits. Holds no value.
import type { ExactDuration } from '../calendar/instant.ts';

/**
 * The ticket that asks for a visit's record, until which local time (`HH:MM`) of the next day it is due, with which result
 * the record closes it, and the requirement behind it.
 */
export type VisitRecording = { ticket: string; dueTime: string; result: string; rule: string };

/**
 * The ticket that asks the lead to pay back visits that came back to a package that is over, with which results it is closed
 * once they are and once none is left, and the requirement behind it.
 */
export type VisitReturn = { ticket: string; results: { paidBack: string; takenBack: string }; rule: string };

/** How visits are changed, recorded and paid back. */
export type VisitPolicy = {
  /** FK-18: changing is free until this long before the visit's start, or before the beginning of its day. */
  freeChange: ExactDuration;
  cutOff: 'visit-start' | 'visit-day';
  sameDay: { ticket: string; alwaysSend: boolean };
  /** FK-23: a visit without a record at the end of its day is asked for. Without it visits are recorded at any time. */
  record?: VisitRecording;
  /** FK-17: visits that came back too late are paid back without a fee. Without it they are lost, or cost the fee. */
  returned?: VisitReturn;
  /** From how many days before a visit the customer's address is asked for; without it never. */
  addressDaysBefore?: number;
};
