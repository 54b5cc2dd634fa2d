// Owns the wire shapes of service packages. Refuses to know where their values come from.
import Type from 'typebox';
import { packageWork } from '../../domain/service-package/policy.ts';
import { PlannedStep } from './conversations.ts';
import { Id, Instant, LocalDate, Nullable, Page, Ref } from './shared.ts';

const closed = { additionalProperties: false } as const;
const Text = (description: string) => Type.String({ description });

/** Whole minor units of the currency: piastres for EGP. */
const Minor = Type.Integer({ minimum: 0, description: 'Whole minor units of the currency: piastres for EGP' });
const Method = Type.Enum(['card', 'fawry', 'cash']);
export const Stage = Type.Enum(['booked', 'active', 'grace', 'finished', 'deactivated', 'cancelled']);

export const Customer = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    phone: Type.String({ minLength: 3, maxLength: 40, description: 'Kept as E.164', examples: ['+201001234567'] }),
    address: Type.Optional(Nullable(Type.String({ maxLength: 500 }))),
  },
  closed,
);

export const PackageNextAction = Type.Object(
  {
    what: Text('A stable word, such as call-customer, expiry or approve-refund'),
    at: Nullable(Instant),
    rule: Nullable(Text('The requirement that says so')),
    by: Text('A login, a role, or careline for the process itself'),
    subject: Nullable(Text('What it is about: the key of a ticket, the id of a payment or refund')),
  },
  { $id: 'PackageNextAction' },
);

export const Visit = Type.Object(
  { id: Id, startsAt: Instant, status: Type.Enum(['planned', 'completed', 'counted', 'cancelled', 'forfeited']) },
  { $id: 'Visit' },
);

const PaymentRequest = Type.Object({
  id: Id,
  method: Method,
  at: Instant,
  url: Nullable(Text('Where the customer pays by card; null until the provider has given it')),
  code: Nullable(Text('The reference code that the customer tells at an outlet')),
  status: Type.Enum(['open', 'paid', 'expired']),
});

const Payment = Type.Object({ id: Type.String(), method: Method, amountMinor: Minor, at: Instant });

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
    status: Type.Enum(['awaiting-approval', 'approved', 'paid', 'unknown', 'refused']),
    why: Type.Enum(['cancellation', 'held-payment']),
    at: Instant,
    preparedBy: Type.String(),
    approvedBy: Nullable(Type.String()),
  },
  { $id: 'Refund' },
);

const Action = Type.Enum([...packageWork]);

export const Collection = Type.Object(
  { at: Instant, address: Type.String({ minLength: 1, maxLength: 500 }) },
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
  startsOn: LocalDate,
  expiresOn: Type.String({ format: 'date', description: 'The last day of the month (FK-14), inclusive' }),
  graceEndsOn: Type.String({ format: 'date', description: 'The last day of the grace, inclusive' }),
  bought: Type.Integer(),
  visitsLeft: Type.Integer({ description: 'Bought less completed, counted and forfeited' }),
  visits: Type.Array(Ref(Visit), { description: 'By startsAt' }),
  paymentRequests: Type.Array(PaymentRequest, { description: 'Oldest first' }),
  payment: Nullable(Payment),
  collection: Nullable(Collection),
  heldPayments: Type.Array(Ref(HeldPayment), { description: 'Money that bought nothing, oldest first' }),
  tickets: Type.Array(Id, { description: 'Oldest first' }),
  refund: Nullable(Ref(Refund)),
  refunds: Type.Array(Ref(Refund), { description: 'Oldest first; `refund` is the newest' }),
  notices: Type.Array(Type.String(), { description: 'What the agent has to say, such as accept-will-call (FK-02)' }),
  may: Type.Array(Action, { description: 'What the reader may do by their role' }),
  nextAction: Nullable(Ref(PackageNextAction)),
};

export const ServicePackageView = Type.Object(fields, { $id: 'ServicePackage' });
export const ServicePackageList = Page(Ref(ServicePackageView));

export const PackageWithVisit = Type.Object(
  { ...fields, visit: Ref(Visit) },
  { $id: 'ServicePackageWithVisit', description: 'The package, and the visit that it was about' },
);

export const CancellationPreview = Type.Object(
  { visitsLeft: Type.Integer(), valueMinor: Minor, feeMinor: Minor, refundMinor: Minor },
  { $id: 'CancellationPreview' },
);

export const NewServicePackage = Type.Object(
  {
    customer: Customer,
    visits: Type.Array(Type.Object({ startsAt: Instant }, closed), { minItems: 1, maxItems: 62 }),
    priceMinor: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000 }),
    currency: Type.String({ pattern: '^[A-Z]{3}$', examples: ['EGP'] }),
    payment: Type.Enum(['card', 'fawry', 'cash', 'later']),
    collection: Type.Optional(Nullable(Collection)),
  },
  closed,
);

export const PackageTimeline = Type.Object({
  past: Type.Array(
    Type.Object({
      at: Instant,
      what: Type.String(),
      by: Text('Login name, a provider, or careline'),
      rule: Nullable(Type.String()),
      details: Nullable(Type.Record(Type.String(), Type.Unknown())),
      note: Nullable(Text('What a person wrote about it')),
    }),
  ),
  next: Type.Array(Ref(PlannedStep)),
});

export const PackageParams = Type.Object({ id: Type.String() });
export const VisitParams = Type.Object({ id: Type.String(), visitId: Type.String() });
export const PaymentMethodBody = Type.Object(
  { method: Method, collection: Type.Optional(Nullable(Collection)) },
  closed,
);
export const StartsAtBody = Type.Object({ startsAt: Instant }, closed);
