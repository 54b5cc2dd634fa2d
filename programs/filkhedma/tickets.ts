import type { DayHours } from '../../domain/calendar/working-hours.ts';
import type { TicketPolicy, TicketType } from '../../domain/ticket/policy.ts';

// Not in the document: nine to nine on every day, a setting.
const daily: DayHours = { opens: '09:00', closes: '21:00' };

// FK-22: results of all tickets; each type adds its own and says what must be true for them.
const results = ['not-interested', 'no-answer', 'other'];
const resultNeeds = { paid: 'payment', scheduled: 'planned-visit', booked: 'booking' } as const;

// FK-05: customer success may do everything that customer care does.
const desk = ['customer-care', 'customer-success', 'customer-success-lead'];

const ofCustomerSuccess: Pick<
  TicketType,
  'team' | 'lead' | 'openedBy' | 'resultNeeds' | 'callWithin' | 'nextCallInDays'
> = {
  team: 'customer-success',
  lead: 'customer-success-lead',
  openedBy: desk,
  resultNeeds,
  callWithin: 'PT2H',
  nextCallInDays: 1,
};

const types: Record<string, TicketType> = {
  // FK-04
  'outbound-sales-request': {
    ...ofCustomerSuccess,
    type: 'outbound-sales-request',
    label: 'Outbound sales request',
    results: ['booked', ...results],
    alsoTakenBy: [],
    // The customer wants to think first, so it is due in a working day, not in two hours.
    callWithin: 'PT12H',
    tag: 'Outbound sales request',
    rule: 'FK-04',
  },
  // FK-06; FK-09: the heading says customer care, the text customer success.
  'not-paid': {
    ...ofCustomerSuccess,
    type: 'not-paid',
    label: 'Not paid',
    results: ['paid', 'booked', 'cancelled', ...results],
    alsoTakenBy: ['customer-care'],
    tag: 'Not paid',
    rule: 'FK-06',
  },
  // FK-15
  'package-expired': {
    ...ofCustomerSuccess,
    type: 'package-expired',
    label: 'Package expired',
    results: ['scheduled', 'cancelled', ...results],
    alsoTakenBy: [],
    tag: 'Package expired',
    rule: 'FK-15',
  },
  // FK-19, FK-20: “IMPORTANT: (Ops, CC, CS)”; only the process opens it.
  'same-day-visit': {
    ...ofCustomerSuccess,
    type: 'same-day-visit',
    label: 'Visit cancelled on its day',
    results: ['informed', 'no-answer', 'other'],
    alsoTakenBy: ['customer-care', 'operations'],
    openedBy: [],
    tag: 'Rescheduled',
    rule: 'FK-20',
  },
  // FK-23: “Ops” knows which visits took place. The record closes the ticket, so no result is chosen.
  'visit-record': {
    ...ofCustomerSuccess,
    type: 'visit-record',
    label: 'Visit without a record',
    team: 'operations',
    alsoTakenBy: desk,
    openedBy: [],
    results: [],
    tag: 'Visit record',
    task: 'record-visit',
    rule: 'FK-23',
  },
  // FK-21: the team did not come, and the package has ended. The lead decides within a working day; the cancellation
  // closes it.
  'visit-refund': {
    ...ofCustomerSuccess,
    type: 'visit-refund',
    label: 'Visit to pay back',
    team: 'customer-success-lead',
    alsoTakenBy: [],
    openedBy: [],
    results: [],
    callWithin: 'PT12H',
    tag: 'Visit refund',
    task: 'refund-visits',
    rule: 'FK-21',
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
  // FK-23: 60 days; tickets put off for longer are forgotten.
  longestWait: 'PT1440H',
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
