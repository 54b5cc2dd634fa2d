import type { ServicePackagePolicy } from '../../domain/service-package/policy.ts';
import { roles } from './roles.ts';
import { tickets } from './tickets.ts';

// FK-05: customer success and its lead may do everything that customer care does.
const desk = ['customer-care', 'customer-success', 'customer-success-lead'];
const deskAndOperations = [...desk, 'operations'];

export const servicePackage: ServicePackagePolicy = {
  version: 'filkhedma-2026-11',
  currency: 'EGP',
  // FK-01, FK-13
  methods: ['card', 'fawry', 'cash'],
  booking: {
    // FK-03: the document does not define “close”; 48 hours.
    closeWithin: 'PT48H',
    offers: ['follow-up-when-ready', 'single-visit'],
    // FK-04
    followUpTicket: 'outbound-sales-request',
    // FK-02
    cashNotice: 'accept-will-call',
    // FK-03
    farAhead: { confirmBeyondDays: 60, refuseBeyondDays: 366 },
    // Not in the document: the form asks about a price beyond twice or below half of the usual one.
    usualPrice: { amongLatest: 500, atLeast: 3, factor: 2 },
  },
  chase: {
    ticket: 'not-paid',
    // FK-06: two working hours.
    ticketAfter: 'PT2H',
    // FK-08, FK-09
    lastCallDaysBefore: 1,
    // Not in the document: for a booking so late that the day before is past.
    lateLastChance: 'PT2H',
    // FK-02
    collection: { missedAfter: 'PT1H', lastChance: 'PT2H' },
    // FK-11, FK-12
    finalCallDaysAfter: 1,
  },
  validity: {
    // FK-14
    months: 1,
    graceDays: 14,
    ticket: 'package-expired',
    // FK-17: the number in the texts is visits without a date.
    callsFor: 'visits-without-date',
    // FK-16, FK-17
    calls: [
      { day: 1, text: 'sms-3', closesTicket: false, rule: 'FK-17' },
      { day: 6, text: 'sms-4', closesTicket: true, rule: 'FK-17' },
    ],
  },
  visits: {
    // FK-18: the alternative cut-off is `visit-day`, midnight − 24 hours.
    freeChange: 'PT24H',
    cutOff: 'visit-start',
    // FK-19, FK-20
    sameDay: { ticket: 'same-day-visit', alwaysSend: false },
    // FK-23
    record: { ticket: 'visit-record', dueTime: '12:00', result: 'recorded', rule: 'FK-23' },
    // FK-17, FK-21: the team did not come, and the package has ended.
    returned: {
      ticket: 'visit-refund',
      results: { paidBack: 'refund-prepared', takenBack: 'recorded' },
      rule: 'FK-21',
    },
    // Not in the document: a visit needs an address.
    addressDaysBefore: 2,
  },
  // FK-21: 30 % are kept as a fee.
  cancellation: { refund: { numerator: 7, denominator: 10 } },
  // FK-23: one working day.
  money: { within: 'PT12H', escalatesTo: ['customer-success-lead'] },
  sms: {
    paymentLink: { text: 'payment-link', rule: 'FK-01' },
    paymentCode: { text: 'payment-code', rule: 'FK-13' },
    firstNoAnswer: { text: 'sms-1', rule: 'FK-08' },
    unpaidCancelled: { text: 'sms-2', rule: 'FK-11' },
    sameDay: { text: 'sms-5', rule: 'FK-20' },
  },
  results: { paid: 'paid', cancelled: 'cancelled', usedUp: 'scheduled' },
  tickets,
  access: {
    read: roles.map(({ role }) => role),
    book: desk,
    'request-payment': desk,
    'collect-cash': desk,
    'pay-in-sandbox': deskAndOperations,
    'decide-payment': desk,
    'change-visits': desk,
    'complete-visit': deskAndOperations,
    'correct-visit': ['customer-success-lead'],
    cancel: desk,
    'approve-refund': ['finance'],
    'settle-refund': ['finance'],
    note: roles.map(({ role }) => role),
  },
  rules: {
    booked: 'FK-01',
    'payment-requested': 'FK-01',
    'not-paid-ticket': 'FK-06',
    'collection-missed': 'FK-02',
    'cancel-unpaid': 'FK-11',
    paid: 'FK-13',
    'payment-held': null,
    'return-decided': null,
    revived: null,
    expired: 'FK-15',
    'call-due': 'FK-17',
    deactivated: 'FK-17',
    finished: 'FK-14',
    'visit-added': 'FK-14',
    'visit-changed': 'FK-18',
    'visit-counted': 'FK-18',
    'visit-same-day': 'FK-19',
    'visit-completed': null,
    cancelled: 'FK-21',
    'refund-approved': 'FK-21',
    'refund-settled': 'FK-21',
    'money-overdue': 'FK-23',
  },
};
