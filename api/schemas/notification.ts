import Type from 'typebox';
import { Id, Instant, Nullable, processNames } from './shared.ts';

/** Notifications are numbered; a number may be too large for JavaScript, so it is sent as text. */
export const NotificationId = Type.String({ pattern: '^[0-9]{1,18}$', examples: ['42'] });

const word = (description: string) => Type.Optional(Type.String({ description }));

// Other processes may add other fields, so clients ignore unknown ones.
const Details = Type.Object(
  {
    category: word('The category of the request'),
    queue: word('Where it waits or was taken'),
    waitingSince: word('While it waits: since when, RFC 3339'),
    assignee: word('With assigned-to-you and a customer who waits for a reply: who has it'),
    amountMinor: Type.Optional(Type.Integer({ description: 'About money: how much, in minor units' })),
    currency: word('For money: its currency, ISO 4217'),
  },
  { additionalProperties: true },
);

/** The case that it is about. */
export const AboutCase = {
  process: Type.Enum(processNames),
  caseId: Id,
  conversationId: Nullable(Type.String({ format: 'uuid', description: 'The same as `caseId` for conversations' })),
};

export const Notification = Type.Object(
  {
    id: NotificationId,
    at: Instant,
    kind: Type.String({
      description:
        'new, overdue, waiting-at-opening, still-waiting, assigned-to-you, reply-overdue, reply-escalated, ask-to-close, ticket-assigned, ticket-waiting, ticket-given-back, ticket-overdue, money-waiting, refund-declined, money-overdue',
    }),
    program: Type.String(),
    ...AboutCase,
    count: Type.Integer({ description: 'How often you were told of the case; the entry holds the latest' }),
    number: Nullable(
      Type.String({ description: 'Contract number or INN of a request, the help desk’s number of a ticket' }),
    ),
    dueAt: Nullable(
      Type.Unsafe<string>({
        ...Instant,
        description: 'When the next step of its case is due: until then is time left',
      }),
    ),
    details: Nullable(Details),
    readAt: Nullable(Instant),
    customerName: Type.Optional(
      Nullable(Type.String({ description: 'Of a package or a ticket: whose it is; not in a live event' })),
    ),
  },
  { $id: 'Notification', description: 'The latest news of a case: one entry for each case' },
);

export const Unread = Type.Integer({ description: 'How many of all your notifications are unread' });
