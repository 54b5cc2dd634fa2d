import Type from 'typebox';
import { happeningKinds } from '../../domain/moment.ts';
import { Id, Instant, Nullable, Ref } from './shared.ts';

const Happening = Type.Object({
  at: Instant,
  kind: Type.Enum([...happeningKinds]),
  what: Type.String({
    description:
      'The roles of an escalation, the id of a text, the reason of a refund; otherwise what is overdue, such as `request` or `ticket-overdue`',
  }),
  amount: Type.Optional(Type.Object({ amountMinor: Type.Integer(), currency: Type.String() })),
});

const KindTotals = Type.Object({
  before: Type.Integer(),
  after: Type.Integer(),
  cases: Type.Integer({ description: 'Cases in which it differs, in number, time or content' }),
});

export const ReplayResult = Type.Object(
  {
    cases: Type.Integer({ description: 'Cases that were run forward by both versions' }),
    changed: Type.Integer({ description: 'Cases to which the draft would have done something else' }),
    cannotHold: Type.Integer({
      description: 'Cases that the draft cannot hold, for example because their queue is gone',
    }),
    notReplayed: Type.Integer({ description: 'Cases that the base cannot hold either, so nothing is compared' }),
    unfit: Type.Object(
      { before: Type.Integer(), after: Type.Integer() },
      {
        description: 'Real events that a version would have refused, such as a call on a ticket that is not open there',
      },
    ),
    kinds: Type.Object(
      { overdue: KindTotals, escalation: KindTotals, text: KindTotals, refund: KindTotals },
      { description: 'Before: by the base. After: by the draft' },
    ),
    refunded: Type.Array(
      Type.Object({ currency: Type.String(), beforeMinor: Type.Integer(), afterMinor: Type.Integer() }),
    ),
    samples: Type.Array(
      Type.Object({
        caseId: Nullable(Type.String({ format: 'uuid', description: 'null where you may not read the case' })),
        process: Type.String(),
        openedAt: Instant,
        before: Type.Array(Happening, { description: 'Events that only the base would have caused' }),
        after: Nullable(
          Type.Array(Happening, {
            description: 'Events that only the draft would have caused; null where it cannot hold the case',
          }),
        ),
      }),
    ),
  },
  { $id: 'ReplayResult', description: 'The differences found so far' },
);

export const Replay = Type.Object(
  {
    id: Id,
    draftId: Id,
    program: Type.String(),
    base: Type.Integer({ description: 'The version that the draft is compared with' }),
    lastDays: Type.Integer(),
    from: Instant,
    until: Type.String({ format: 'date-time', description: 'Cases are run forward until then' }),
    status: Type.Enum(['running', 'done', 'stopped', 'failed']),
    outdated: Type.Boolean({ description: 'The draft has been changed since' }),
    total: Type.Integer({ description: 'Cases that were opened in that time' }),
    lookedAt: Type.Integer({ description: 'Of these, so far' }),
    askedAt: Instant,
    askedBy: Type.String(),
    finishedAt: Nullable(Instant),
    result: Ref(ReplayResult),
  },
  { $id: 'Replay', description: 'A draft, run forward over real openings beside its base' },
);

export const NewReplay = Type.Object(
  { lastDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 90, default: 30 })) },
  { additionalProperties: false },
);
