import type { ExactDuration } from '../calendar/instant.ts';

/**
 * The ticket for a visit's record, its due local time (`HH:MM`) on the next day, the result with which the record
 * closes it, and the requirement.
 */
export type VisitRecording = { ticket: string; dueTime: string; result: string; rule: string };

/**
 * The ticket that asks the lead to pay back visits returned to an ended package, its results when they are paid back
 * and when none is left, and the requirement.
 */
export type VisitReturn = { ticket: string; results: { paidBack: string; takenBack: string }; rule: string };

/** The rules for changing, recording and paying back visits. */
export type VisitPolicy = {
  /** FK-18: a change is free until this long before the visit's start, or before the beginning of its day. */
  freeChange: ExactDuration;
  cutOff: 'visit-start' | 'visit-day';
  sameDay: { ticket: string; alwaysSend: boolean };
  /**
   * FK-23: a visit without a record at the end of its day gets a ticket. Without this, records are possible at any
   * time.
   */
  record?: VisitRecording;
  /** FK-17: visits returned too late are paid back without a fee. Without this they are lost, or cost the fee. */
  returned?: VisitReturn;
  /** The customer's address is asked for this many days before a visit; without this, never. */
  addressDaysBefore?: number;
};
