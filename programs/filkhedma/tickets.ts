// Owns filkhedma's ticket policy: working hours, types, results, backlog. Holds data, no rules.
import type { DayHours } from '../../domain/calendar/working-hours.ts';
import type { TicketPolicy, TicketType } from '../../domain/ticket/policy.ts';

// Not in the document (issue 4): nine to nine on every day, a setting.
const daily: DayHours = { opens: '09:00', closes: '21:00' };

// FK-22
const results = ['paid', 'scheduled', 'booked', 'not-interested', 'no-answer', 'cancelled', 'other'];

// FK-05: customer success does all that customer care does.
const desk = ['customer-care', 'customer-success', 'customer-success-lead'];

const ofCustomerSuccess: Pick<TicketType, 'team' | 'lead' | 'openedBy' | 'results' | 'callWithin' | 'nextCallInDays'> =
  {
    team: 'customer-success',
    lead: 'customer-success-lead',
    openedBy: desk,
    results,
    callWithin: 'PT2H',
    nextCallInDays: 1,
  };

const types: Record<string, TicketType> = {
  // FK-04
  'outbound-sales-request': {
    ...ofCustomerSuccess,
    type: 'outbound-sales-request',
    label: 'Outbound sales request',
    alsoTakenBy: [],
    // The customer wants to think it over first: a working day, not two hours.
    callWithin: 'PT12H',
    tag: 'Outbound sales request',
    rule: 'FK-04',
  },
  // FK-06; FK-09: the heading says customer care, the text customer success.
  'not-paid': {
    ...ofCustomerSuccess,
    type: 'not-paid',
    label: 'Not paid',
    alsoTakenBy: ['customer-care'],
    tag: 'Not paid',
    rule: 'FK-06',
  },
  // FK-15
  'package-expired': {
    ...ofCustomerSuccess,
    type: 'package-expired',
    label: 'Package expired',
    alsoTakenBy: [],
    tag: 'Package expired',
    rule: 'FK-15',
  },
  // FK-19, FK-20: “IMPORTANT: (Ops, CC, CS)”; the process alone opens it.
  'same-day-visit': {
    ...ofCustomerSuccess,
    type: 'same-day-visit',
    label: 'Visit cancelled on its day',
    alsoTakenBy: ['customer-care', 'operations'],
    openedBy: [],
    tag: 'Rescheduled',
    rule: 'FK-20',
  },
};

export const tickets: TicketPolicy = {
  version: 'filkhedma-tickets-2026-11',
  workingHours: {
    timeZone: 'Africa/Cairo',
    week: [daily, daily, daily, daily, daily, daily, daily],
    holidays: [],
  },
  types,
  noAnswerResult: 'no-answer',
  sameCallWithin: 'PT1M',
  // FK-23
  backlog: { bounds: ['PT4H', 'PT24H', 'PT72H', 'PT168H', 'PT336H'], alarmAfter: 'PT24H' },
  rules: {
    opened: 'FK-04',
    assigned: 'FK-04',
    'call-recorded': null,
    waiting: 'FK-08',
    closed: 'FK-22',
    overdue: 'FK-23',
    'due-changed': null,
  },
};
