import Type from 'typebox';
import { closed, days, duration, id, ids, roles, Rule, rulesOf, textId } from './parts.ts';
import { MethodsDocument } from './methods.ts';
import { SmsText, VisitsDocument } from './visits.ts';

/** What timelines name a rule for. */
export const packageHappenings = [
  'booked',
  'payment-requested',
  'not-paid-ticket',
  'collection-missed',
  'cancel-unpaid',
  'paid',
  'payment-held',
  'return-decided',
  'revived',
  'expired',
  'call-due',
  'deactivated',
  'finished',
  'visit-added',
  'visit-changed',
  'visit-counted',
  'visit-same-day',
  'visit-completed',
  'cancelled',
  'refund-approved',
  'refund-settled',
  'money-overdue',
] as const;

const access = (what: string) => roles(`May ${what}`);

const AccessDocument = closed({
  read: access('see packages'),
  book: access('book one'),
  'request-payment': access('ask for a payment'),
  'collect-cash': access('record cash'),
  'pay-in-sandbox': access('play the paying customer where payments are a sandbox'),
  'decide-payment': access('decide about money that bought nothing'),
  'change-visits': access('change visits'),
  'complete-visit': access('record a visit'),
  'correct-visit': Type.Optional(access('correct a record')),
  cancel: access('cancel a package'),
  'approve-refund': access('approve a refund'),
  'settle-refund': access('say how a refund ended'),
  note: Type.Optional(access('write notes; without it everyone who reads')),
});

export const ServicePackageDocument = closed(
  {
    currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'The only currency in which packages are sold' }),
    methods: MethodsDocument,
    booking: closed({
      closeWithin: duration('A first visit within this time is close'),
      offers: Type.Tuple([id('An offer'), id('An offer')], { description: 'Instead of an unpaid booking' }),
      followUpTicket: id('The ticket type that one click opens'),
      cashNotice: Type.Optional(id('For `methods` as a list: what the agent must say when cash is chosen')),
      farAhead: Type.Optional(
        closed({
          confirmBeyondDays: days('A first visit later than this needs a confirmation', 1),
          refuseBeyondDays: days('and one later than this is refused', 1),
        }),
      ),
      usualPrice: Type.Optional(
        closed(
          {
            amongLatest: Type.Integer({ minimum: 1, maximum: 10_000 }),
            atLeast: Type.Integer({ minimum: 1, maximum: 10_000 }),
            factor: Type.Number({ exclusiveMinimum: 1, maximum: 1_000 }),
          },
          'The form asks about a price beyond `factor` times the median of the latest packages, or below its part',
        ),
      ),
    }),
    chase: closed({
      ticket: id('A ticket type'),
      ticketAfter: duration('Working time from a booking to the ticket'),
      lastCallDaysBefore: days('The last call is so many days before the first visit', 1),
      lateLastChance: duration('If that day is over at booking, the last chance ends so long before the first visit'),
      collection: Type.Optional(
        closed({
          missedAfter: duration('How late the money of an agreed collection may come'),
          lastChance: duration('The least time that the customer has after a failed one'),
        }),
      ),
      finalCallDaysAfter: days('The call after the cancellation is due so many days later'),
    }),
    validity: closed({
      months: Type.Integer({ minimum: 1, maximum: 60 }),
      graceDays: days('Visits may still be used so long after the end'),
      ticket: id('A ticket type'),
      calls: Type.Array(
        closed({
          day: days('After the end'),
          text: textId('The SMS if it is unanswered'),
          closesTicket: Type.Boolean(),
          rule: Rule,
        }),
        { maxItems: 20, description: 'The calls of the grace, by day' },
      ),
      callsFor: Type.Optional(
        Type.Literal('visits-without-date', { description: 'Without it calls are about all visits left' }),
      ),
    }),
    visits: VisitsDocument,
    cancellation: closed({
      refund: closed(
        {
          numerator: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
          denominator: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
        },
        'The share of the remaining visits’ value that is paid back',
      ),
    }),
    money: Type.Optional(
      closed({
        within: duration('Working time for a decision about money'),
        escalatesTo: roles('Who is told when it is late'),
      }),
    ),
    sms: closed({
      paymentLink: SmsText,
      paymentCode: SmsText,
      firstNoAnswer: SmsText,
      unpaidCancelled: SmsText,
      sameDay: SmsText,
    }),
    results: closed(
      { paid: id('A result'), cancelled: id('A result'), usedUp: id('A result') },
      'With which the process closes its own tickets',
    ),
    access: AccessDocument,
    rules: rulesOf(packageHappenings, 'The requirement behind each happening, for timelines'),
    salesCopy: Type.Optional(ids('Texts shown to the person who sells, in this order')),
  },
  'Prepaid packages of visits: payment chase, expiry, cancellation',
);
