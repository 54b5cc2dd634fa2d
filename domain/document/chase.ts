import Type from 'typebox';
import { closed, days, duration, id, timeOfDay } from './parts.ts';

/** How the customer of an unpaid package is asked to pay, and when the package is lost. */
export const ChaseDocument = closed({
  ticket: id('A ticket type'),
  ticketAfter: duration('Working time from a booking to the ticket'),
  lastCallDaysBefore: days('The last call is so many days before the first visit', 1),
  lastChanceAt: Type.Optional(timeOfDay('The hour at which that day ends; without it with the working hours')),
  lateLastChance: duration('If that day is over at booking, the last chance ends so long before the first visit'),
  collection: Type.Optional(
    closed({
      missedAfter: duration('How late the money of an agreed collection may come'),
      lastChance: duration('The least time that the customer has after a failed one'),
    }),
  ),
  finalCallDaysAfter: Type.Optional(
    days('The call after the cancellation is due so many days later; without it there is none'),
  ),
});
