import Type from 'typebox';
import { Hours } from './hours.ts';
import { byId, closed, days, Distribution, duration, ID, id, ids, role, roles, Rule, rulesOf } from './parts.ts';

export const fieldKinds = ['text', 'number', 'date', 'choice'] as const;

const FieldDocument = closed(
  {
    id: id('Its id, by which values are kept'),
    kind: Type.Enum([...fieldKinds], { description: 'The kind of value' }),
    required: Type.Optional(Type.Boolean({ description: 'People cannot close the ticket while it is empty' })),
    choices: Type.Optional(
      Type.Array(Type.String({ pattern: ID, maxLength: 64 }), {
        maxItems: 100,
        description: 'Its options; their names are in `labels.ticketChoices`',
      }),
    ),
  },
  'Something that is entered on the ticket. Its name is in `labels.ticketFields`',
);

const TicketTypeDocument = closed({
  label: Type.String({ minLength: 1, maxLength: 100, description: 'Its name in the help desk and in the Temporal UI' }),
  team: role('Its people work on these tickets'),
  distribution: Type.Optional(Distribution),
  lead: role('Gets overdue ones'),
  alsoTakenBy: roles('Besides the team: may see, take and work these tickets'),
  openedBy: roles('May open one by hand; processes open their own'),
  results: ids('Closing needs one of these'),
  resultNeeds: Type.Optional(
    Type.Record(Type.String(), Type.Enum(['payment', 'planned-visit', 'booking']), {
      description:
        'What must be true for a result: money has come, a visit is planned ahead, something was booked since',
    }),
  ),
  fields: Type.Optional(
    Type.Array(FieldDocument, { maxItems: 50, description: 'Fields of these tickets, in this order' }),
  ),
  callWithin: duration('Working time from opening to the first call'),
  nextCallInDays: days('After an unanswered call it is due again at the end of working hours so many days later', 1),
  tag: Type.String({ minLength: 1, maxLength: 100, description: 'Its tag in the help desk' }),
  task: Type.Optional(id('The task of its people; without it `call-customer`')),
  rule: Rule,
});

/** What timelines name a rule for. */
export const ticketHappenings = [
  'opened',
  'assigned',
  'call-recorded',
  'waiting',
  'closed',
  'overdue',
  'due-changed',
] as const;

export const TicketsDocument = closed(
  {
    hours: Hours,
    types: byId(TicketTypeDocument, 'The kinds of tickets'),
    noAnswerResult: id('The result of a ticket closed by an unanswered last call'),
    sameCallWithin: duration('Two records of a call within this time are one call recorded twice'),
    longestWait: Type.Optional(duration('The longest time that a ticket may wait; without it there is no limit')),
    backlog: closed({
      bounds: Type.Array(duration('A bound'), { minItems: 1, maxItems: 10, description: 'Of the histogram of ages' }),
      alarmAfter: duration('How long a ticket may be overdue before the alarm'),
    }),
    rules: rulesOf(ticketHappenings, 'The requirement behind each happening, for timelines'),
  },
  'Tickets: teams, results, due times',
);
