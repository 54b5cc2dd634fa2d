// Owns the wire shapes of conversations. Refuses to know where their values come from.
import Type from 'typebox';
import { ChoiceWord } from './program-words.ts';
import { Instant, Nullable, Page, Ref } from './shared.ts';

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
  { $id: 'PlannedStep' },
);

const Action = Type.Enum(['read-messages', 'accept', 'write', 'release', 'assign', 'transfer', 'close', 'rate']);

/** Where a conversation stands. */
export const Stage = Type.Enum(['intake', 'waiting', 'assigned', 'closed'], {
  description: 'intake: not a request yet; waiting: nobody has it; assigned: somebody does; closed',
});

const conversationFields = {
  id: Type.String({ format: 'uuid' }),
  program: Type.String(),
  stage: Stage,
  category: Nullable(Type.String()),
  queue: Nullable(Type.String()),
  overdue: Type.Boolean(),
  assignee: Nullable(Text('Login name; hidden from the customer')),
  contractNumber: Nullable(Type.String()),
  inn: Nullable(Text('Taxpayer number, 10 or 12 digits')),
  openedAt: Instant,
  requestedAt: Nullable(Instant),
  waitingSince: Nullable(Instant),
  acceptedAt: Nullable(Instant),
  closedAt: Nullable(Instant),
  disposition: Nullable(Type.String()),
  dispositionText: Nullable(Type.String()),
  rating: Nullable(Type.Integer({ minimum: 1, maximum: 5 })),
  ratingOpenUntil: Nullable(Instant),
  previousId: Nullable(Text('The closed conversation that this one continues')),
  successorId: Nullable(
    Text('The conversation that continues this one; to staff it may still be hidden, as every intake is'),
  ),
  unread: Type.Integer({ description: 'Customer messages that the reader has not marked as read; 0 for the customer' }),
  may: Type.Array(Action, { description: 'What the reader may do now' }),
  nextAction: Nullable(Ref(PlannedStep)),
};

export const ConversationView = Type.Object(conversationFields, { $id: 'Conversation' });
export const OpenedConversation = Type.Object(
  { ...conversationFields, customerToken: Text('Opens this conversation and those that continue it; shown once') },
  { $id: 'OpenedConversation' },
);
export const ConversationList = Page(Ref(ConversationView));

export const Attachment = Type.Object({
  id: Type.String(),
  name: Type.String(),
  type: Type.String(),
  size: Type.Integer(),
});
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
    login: Nullable(Text('The agent; hidden from the customer')),
    text: Type.String(),
    choices: Nullable(Type.Array(Type.Object({ choice: Type.String(), label: Type.String() }))),
    attachments: Type.Array(Attachment),
  },
  { $id: 'Message' },
);
export const MessageList = Page(Ref(MessageView));

export const MessageBody = Type.Object(
  {
    text: Type.Optional(Type.String({ minLength: 1, maxLength: MAX_TEXT_LENGTH })),
    choice: Type.Optional(ChoiceWord),
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
      rule: Nullable(Type.String()),
      details: Nullable(Type.Record(Type.String(), Type.Unknown())),
      note: Nullable(Text('What a person wrote about it')),
    }),
  ),
  next: Type.Array(Ref(PlannedStep)),
});
