import Type from 'typebox';
import { CatalogueDocument, FreePriceDocument, ValidityTerms } from './catalogue.ts';
import { ChaseDocument } from './chase.ts';
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
    catalogue: Type.Optional(CatalogueDocument),
    freePrice: Type.Optional(FreePriceDocument),
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
    chase: ChaseDocument,
    validity: closed({
      ...ValidityTerms,
      ticket: id('A ticket type'),
      calls: Type.Array(
        closed({
          day: days('After the end'),
          text: Type.Optional(textId('The SMS if it is unanswered; without it none is sent')),
          closesTicket: Type.Boolean(),
          notBefore: Type.Optional(
            Type.Boolean({
              description: 'As the first: a call before its day is kept, but does not count as this one',
            }),
          ),
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
        escalatesTo: roles('Roles that are told when it is late'),
      }),
    ),
    sms: closed(
      {
        paymentLink: Type.Optional(SmsText),
        paymentCode: Type.Optional(SmsText),
        firstNoAnswer: Type.Optional(SmsText),
        unpaidCancelled: Type.Optional(SmsText),
        sameDay: Type.Optional(SmsText),
      },
      'The texts of a package’s steps; a step without one sends nothing',
    ),
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
