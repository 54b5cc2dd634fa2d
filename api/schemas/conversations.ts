// Owns the wire shapes of conversations. Refuses to know where their values come from.
import Type from 'typebox';

const Instant = Type.String({ format: 'date-time', description: 'RFC 3339, UTC' });
const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()]);
const Text = (description: string) => Type.String({ description });

export const MAX_TEXT_LENGTH = 20_000;

/** A POST without content: nothing at all, `{}` or `null`. */
export const NoBody = Type.Optional(Type.Union([Type.Object({}, { additionalProperties: false }), Type.Null()]));

export const ConversationParams = Type.Object({ id: Type.String() });

export const PlannedStep = Type.Object(
  {
    at: Instant,
    what: Text('A stable word: escalation, no-answer-text or announcement-at-opening'),
    rule: Text('The requirement that says so, such as CDEK-13'),
  },
  { title: 'PlannedStep' },
);

const Action = Type.Enum(['read-messages', 'accept', 'write', 'release', 'assign', 'transfer', 'close', 'rate']);

const conversationFields = {
  id: Type.String({ format: 'uuid' }),
  program: Type.String(),
  stage: Type.Enum(['intake', 'waiting', 'assigned', 'closed']),
  category: nullable(Type.String()),
  queue: nullable(Type.String()),
  overdue: Type.Boolean(),
  assignee: nullable(Text('Login name; hidden from the customer')),
  contractNumber: nullable(Type.String()),
  inn: nullable(Text('Taxpayer number, 10 or 12 digits')),
  openedAt: Instant,
  requestedAt: nullable(Instant),
  waitingSince: nullable(Instant),
  acceptedAt: nullable(Instant),
  closedAt: nullable(Instant),
  disposition: nullable(Type.String()),
  dispositionText: nullable(Type.String()),
  rating: nullable(Type.Integer({ minimum: 1, maximum: 5 })),
  ratingOpenUntil: nullable(Instant),
  previousId: nullable(Text('The closed conversation that this one continues')),
  successorId: nullable(Text('The conversation that continues this one')),
  unread: Type.Integer({ description: 'Customer messages that the reader has not marked as read; 0 for the customer' }),
  may: Type.Array(Action, { description: 'What the reader may do now' }),
  nextAction: nullable(PlannedStep),
};

export const ConversationView = Type.Object(conversationFields, { title: 'Conversation' });
export const OpenedConversation = Type.Object(
  { ...conversationFields, customerToken: Text('Opens this conversation and those that continue it; shown once') },
  { title: 'OpenedConversation' },
);
export const ConversationList = Type.Object({ items: Type.Array(ConversationView), nextCursor: nullable(Type.String()) });

export const Attachment = Type.Object({ id: Type.String(), name: Type.String(), type: Type.String(), size: Type.Integer() });
export const UploadedAttachment = Type.Object({
  ...Attachment.properties,
  messageId: Type.String(),
  conversationId: Type.String(),
});

export const MessageView = Type.Object(
  {
    id: Type.String({ format: 'uuid' }),
    conversationId: Type.String(),
    seq: Type.Integer({ description: 'Number within the conversation, from 1, without gaps' }),
    at: Instant,
    from: Type.Enum(['customer', 'agent', 'bot']),
    login: nullable(Text('The agent; hidden from the customer')),
    text: Type.String(),
    choices: nullable(Type.Array(Type.Object({ choice: Type.String(), label: Type.String() }))),
    attachments: Type.Array(Attachment),
  },
  { title: 'Message' },
);
export const MessageList = Type.Object({ items: Type.Array(MessageView), nextCursor: nullable(Type.String()) });

export const MessageBody = Type.Object(
  {
    text: Type.Optional(Type.String({ minLength: 1, maxLength: MAX_TEXT_LENGTH })),
    choice: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
    clientMessageId: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  { additionalProperties: false, description: 'Either a text or a choice' },
);

export const TimelineView = Type.Object({
  past: Type.Array(
    Type.Object({
      at: Instant,
      what: Type.String(),
      by: Text('Login name, customer or careline'),
      rule: nullable(Type.String()),
      details: nullable(Type.Record(Type.String(), Type.Unknown())),
      note: nullable(Text('What a person wrote about it')),
    }),
  ),
  next: Type.Array(PlannedStep),
});
