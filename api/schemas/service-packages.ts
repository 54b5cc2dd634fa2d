import Type from 'typebox';
import { HIGHEST_PRICE } from '../../domain/money.ts';
import { packageWork } from '../../domain/service-package/policy.ts';
import { questionWords } from '../../domain/service-package/questions.ts';
import { PlannedStep, ProgramVersion, Todo } from './conversations.ts';
import { FreeText, Id, Instant, LocalDate, Nullable, Page, Ref } from './shared.ts';

const closed = { additionalProperties: false } as const;
const Text = (description: string) => Type.String({ description });

const Minor = Type.Integer({
  minimum: 0,
  description:
    'Whole minor units of the currency by ISO 4217: piastres for EGP, yen for JPY, fils, thousandths, for KWD',
});
const Method = Type.String({ description: 'An id of the program’s `methods`', examples: ['card'] });
const MethodWord = (description: string) =>
  Type.String({ minLength: 1, maxLength: 64, description, examples: ['card'] });
const Kind = Type.Enum(['link', 'code', 'collection', 'by-hand'], {
  description:
    '`link` and `code` go to the customer by SMS; a `collection` fetches the money at an address and a time; `by-hand` takes it at a desk',
});
export const PaymentWay = Type.Object(
  {
    method: Method,
    kind: Kind,
    notice: Nullable(Text('The notice that the agent gives when it is chosen, one of `notices` of the program')),
  },
  { $id: 'PaymentWay', description: 'A way to pay' },
);
export const Stage = Type.Enum(['booked', 'active', 'grace', 'finished', 'deactivated', 'cancelled']);

export const Customer = Type.Object(
  {
    name: FreeText({ minLength: 1, maxLength: 200 }),
    phone: Type.String({ minLength: 3, maxLength: 40, description: 'Kept as E.164', examples: ['+201001234567'] }),
    address: Type.Optional(Nullable(FreeText({ maxLength: 500 }))),
  },
  closed,
);

export const Visit = Type.Object(
  {
    id: Id,
    startsAt: Instant,
    status: Type.Enum(['planned', 'completed', 'counted', 'cancelled', 'forfeited']),
    cancelledOnItsDay: Type.Boolean({
      description: 'Completed because it was cancelled on its day: counted, not held (FK-19)',
    }),
  },
  { $id: 'Visit' },
);

const PaymentRequest = Type.Object({
  id: Id,
  method: Method,
  kind: Kind,
  at: Instant,
  url: Nullable(Text('Where the customer pays, for a `link`; null until the provider has given it')),
  code: Nullable(Text('The reference code that the customer tells, for a `code`')),
  collectAt: Nullable(Type.Unsafe<string>({ ...Instant, description: 'When cash is collected (FK-02)' })),
  missedAt: Nullable(Type.Unsafe<string>({ ...Instant, description: 'When the collection turned out to have failed' })),
  status: Type.Enum(['open', 'paid', 'expired']),
});

const Payment = Type.Object({
  id: Type.String(),
  method: Method,
  amountMinor: Minor,
  currency: Type.String({ description: 'Of the money that arrived, whatever the package costs' }),
  at: Instant,
});

export const HeldPayment = Type.Object(
  {
    ...Payment.properties,
    why: Type.Enum(['package-cancelled', 'already-paid', 'amount-differs', 'no-visits-left']),
    decision: Nullable(Type.Enum(['refund', 'revive'])),
    canRevive: Type.Boolean({ description: 'Whether it may revive the package; otherwise it can only go back' }),
  },
  { $id: 'HeldPayment' },
);

export const Refund = Type.Object(
  {
    id: Id,
    amountMinor: Minor,
    currency: Type.String({ description: 'Of the money that goes back' }),
    status: Type.Enum(['awaiting-approval', 'declined', 'approved', 'to-hand-out', 'paid', 'unknown', 'refused']),
    why: Type.Enum(['cancellation', 'visits-returned', 'held-payment']),
    at: Instant,
    preparedBy: Type.String(),
    approvedBy: Nullable(Type.String()),
  },
  { $id: 'Refund' },
);

const Action = Type.Enum([...packageWork]);

export const Collection = Type.Object(
  { at: Instant, address: FreeText({ minLength: 1, maxLength: 500 }) },
  { ...closed, description: 'FK-02: where and when cash is collected' },
);

const fields = {
  id: Id,
  program: Type.String(),
  stage: Stage,
  paid: Type.Boolean(),
  customer: Type.Object({ name: Type.String(), phone: Type.String(), address: Nullable(Type.String()) }),
  bookedAt: Instant,
  bookedBy: Type.String(),
  priceMinor: Minor,
  currency: Type.String(),
  catalogueItem: Nullable(Text('The package of the catalogue that was bought; null for an agreed price')),
  startsOn: LocalDate,
  expiresOn: Type.String({ format: 'date', description: 'The last day of the month (FK-14), inclusive' }),
  graceEndsOn: Type.String({ format: 'date', description: 'The last day of the grace, inclusive' }),
  bought: Type.Integer({ description: 'Visits: the size in the catalogue, or those of the booking' }),
  visitsLeft: Type.Integer({
    description: 'Bought less completed, counted and forfeited, and less past visits that are not recorded yet',
  }),
  visitsWithoutDate: Type.Integer({ description: 'Of those, the ones that can still be planned' }),
  visits: Type.Array(Ref(Visit), { description: 'By startsAt' }),
  paymentWays: Type.Array(Ref(PaymentWay), { description: 'By the rules that this package keeps' }),
  paymentRequests: Type.Array(PaymentRequest, { description: 'Oldest first' }),
  payment: Nullable(Payment),
  collection: Nullable(Collection),
  replaces: Nullable(Type.Unsafe<string>({ ...Id, description: 'The ended package that it was booked again from' })),
  replacedBy: Nullable(Type.Unsafe<string>({ ...Id, description: 'The latest package booked again from it' })),
  heldPayments: Type.Array(Ref(HeldPayment), { description: 'Money that bought nothing, oldest first' }),
  tickets: Type.Array(Id, { description: 'Oldest first' }),
  refund: Nullable(Ref(Refund)),
  refunds: Type.Array(Ref(Refund), { description: 'Oldest first; `refund` is the newest' }),
  notices: Type.Array(Type.String(), {
    description: 'Notices that the agent has to give, such as accept-will-call (FK-02)',
  }),
  terms: Type.Object(
    {
      freeChange: Type.String({
        description: 'Changing a visit is free until so long before, ISO 8601',
        examples: ['PT24H'],
      }),
      cutOff: Type.Enum(['visit-start', 'visit-day'], {
        description: 'Counted back from the start of the visit, or from midnight before it',
      }),
    },
    { description: 'By the rules that this package keeps' },
  ),
  may: Type.Array(Action, { description: 'Actions that the reader’s role allows' }),
  programVersion: ProgramVersion,
  nextAction: Nullable(Ref(PlannedStep)),
  todo: Type.Array(Ref(Todo), { description: 'Work for people, by due time' }),
};

export const ServicePackageView = Type.Object(fields, { $id: 'ServicePackage' });
export const ServicePackageList = Page(Ref(ServicePackageView));

export const PackageWithVisit = Type.Object(
  { ...fields, visit: Ref(Visit) },
  { $id: 'ServicePackageWithVisit', description: 'The package, and the visit that it was about' },
);

const CancelledVisit = Type.Object({
  id: Id,
  startsAt: Instant,
  becomes: Type.Enum(['completed', 'counted', 'returned', 'unrecorded'], {
    description:
      'As if it was cancelled alone: until the limit of free changes returned, afterwards counted, and on its day completed; unrecorded: its day is over and it has to be recorded first',
  }),
});

export const CancellationPreview = Type.Object(
  {
    visitsLeft: Type.Integer({
      description: 'Visits that are given back; a past visit without a record is not among them',
    }),
    valueMinor: Minor,
    feeMinor: Minor,
    feeShare: Type.Number({ description: 'The fee as a share of the value, by the package’s rules', examples: [0.3] }),
    refundMinor: Minor,
    visits: Type.Array(CancelledVisit, { description: 'The planned visits, by their start' }),
  },
  { $id: 'CancellationPreview' },
);

const confirmFarAhead = Type.Optional(
  Type.Boolean({ description: 'FK-03: a first visit more than 60 days ahead is meant; more than 366 never is' }),
);

export const NewServicePackage = Type.Object(
  {
    customer: Customer,
    visits: Type.Array(Type.Object({ startsAt: Instant }, closed), {
      minItems: 1,
      maxItems: 62,
      description: 'Those that have a date; of a package of the catalogue the others are planned later',
    }),
    catalogueItem: Type.Optional(
      Nullable(
        Type.String({
          minLength: 1,
          maxLength: 64,
          description:
            'A package of the catalogue, else 422 `catalogue-item-unknown`. Its size and price count; `priceMinor` is what the customer was told, and another price is refused',
        }),
      ),
    ),
    priceMinor: Type.Integer({ minimum: 1, maximum: HIGHEST_PRICE }),
    currency: Type.String({ pattern: '^[A-Z]{3}$', examples: ['EGP'] }),
    payment: MethodWord(
      'A method of the program’s `packages.paymentWays`, or `later`; another one is 422 `payment-method-refused`',
    ),
    collection: Type.Optional(Nullable(Collection)),
    confirmFarAhead,
    replaces: Type.Optional(
      Nullable(Type.Unsafe<string>({ ...Id, description: 'FK-12: the ended package that is booked again' })),
    ),
  },
  closed,
);

export const Questions = Type.Object(
  {
    questions: Type.Array(
      Type.Object({
        what: Type.Enum([...questionWords], {
          description:
            '`first-visit-far`: needs `confirmFarAhead` (FK-03); `two-at-once`: two visits of the package begin at one minute; `customer-busy`: the same phone number has a visit of another package then; `outside-hours`: the visit begins outside of working hours; `price-unusual`: far from the usual price of as many visits',
        }),
        visits: Type.Array(Instant, { description: 'The starts that it is about, earliest first' }),
        packages: Type.Array(Id, { description: 'With `customer-busy` the other packages' }),
        usualMinor: Nullable(Type.Unsafe<number>({ ...Minor, description: 'With `price-unusual` the usual price' })),
      }),
      { description: 'Empty when there is nothing to ask' },
    ),
  },
  { $id: 'Questions', description: 'Questions to confirm before the request is sent with yes' },
);

export const PackageTimeline = Type.Object({
  past: Type.Array(
    Type.Object({
      at: Instant,
      what: Type.String(),
      by: Text('Login name, a provider, or careline'),
      rule: Nullable(Type.String()),
      details: Nullable(Type.Record(Type.String(), Type.Unknown())),
      note: Nullable(Text('The note that a person wrote about it')),
    }),
  ),
  next: Type.Array(Ref(PlannedStep)),
});

export const PackageParams = Type.Object({ id: Type.String() });
export const VisitParams = Type.Object({ id: Type.String(), visitId: Type.String() });
export const PaymentMethodBody = Type.Object(
  {
    method: MethodWord('One of the package’s `paymentWays`; another one is 422 `payment-method-refused`'),
    collection: Type.Optional(Nullable(Collection)),
  },
  closed,
);
export const StartsAtBody = Type.Object(
  { startsAt: Instant, collection: Type.Optional(Nullable(Collection)), confirmFarAhead },
  { ...closed, description: '`collection` moves the agreed collection of cash along: both change or nothing (FK-02)' },
);
export const PlannedVisitBody = Type.Object(
  {
    ...StartsAtBody.properties,
    visitId: Type.Optional(
      Nullable(Type.Unsafe<string>({ ...Id, description: 'The visit that would move; else a new one' })),
    ),
  },
  closed,
);
export const RefundReasonBody = Type.Object({ reason: FreeText({ minLength: 1, maxLength: 2_000 }) }, closed);
export const HandedOutBody = Type.Object({ reference: FreeText({ minLength: 1, maxLength: 200 }) }, closed);
export const NotCollectedBody = Type.Object({ reason: FreeText({ minLength: 1, maxLength: 2_000 }) }, closed);
const Words = (description: string) => FreeText({ maxLength: 2_000, description });
export const VisitRecordBody = Type.Object(
  {
    outcome: Type.Enum(['completed', 'counted', 'not-held'], {
      description: '`not-held`: the centre did not come, so the visit returns to the balance; for the lead',
    }),
    reason: Type.Optional(Words('Shown in the timeline')),
  },
  closed,
);
export const VisitCorrectionBody = Type.Object(
  {
    status: Type.Enum(['completed', 'counted', 'cancelled'], { description: '`cancelled` returns it to the balance' }),
    reason: Type.Unsafe<string>({ ...Words('Shown in the timeline'), minLength: 1 }),
  },
  closed,
);
export const AddressBody = Type.Object({ address: FreeText({ minLength: 1, maxLength: 500 }) }, closed);
