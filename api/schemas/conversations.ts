import Type from 'typebox';
import { ChoiceWord, NEVER_EMPTY } from './program-words.ts';
import { Instant, Nullable, Page, Ref } from './shared.ts';

const Text = (description: string) => Type.String({ description });

export const MAX_TEXT_LENGTH = 20_000;

/** A POST without content: no body, `{}` or `null`. */
export const EmptyBody = Type.Optional(Type.Union([Type.Object({}, { additionalProperties: false }), Type.Null()]));

export const ConversationParams = Type.Object({ id: Type.String() });

export const PlannedStep = Type.Object(
  {
    at: Instant,
    what: Text(
      'A stable word of the process, such as escalation, waiting-notice, assignment, no-answer-text, cancel-unpaid or expiry',
    ),
    rule: Nullable(Text('The requirement that says so, such as CDEK-13; null where no document asks for it')),
    by: Type.Literal('careline'),
    subject: Nullable(Text('Its subject: the key of a ticket, the id of a visit, payment or refund')),
    to: Type.Optional(
      Type.Array(Type.String(), {
        description:
          'With escalation and waiting-notice, for staff: the roles that are addressed as well, or only told',
      }),
    ),
  },
  { $id: 'PlannedStep', description: 'A step that happens if no one acts first' },
);

export const Todo = Type.Object(
  {
    what: Text('A stable word, such as call-customer, enter-result, approve-refund or answer-customer'),
    by: Type.Union([Type.String(), Type.Array(Type.String())], {
      description: 'A login, or a list of roles that may do it',
    }),
    dueAt: Nullable(Type.Unsafe<string>({ ...Instant, description: 'null: as soon as possible' })),
    overdue: Type.Boolean({ description: 'Its due time has come' }),
    rule: Nullable(Text('The requirement that says so')),
    subject: Nullable(Text('Its subject: the key of a ticket, the id of a visit, payment or refund')),
  },
  { $id: 'Todo', description: 'A task for people' },
);

export const ProgramVersion = Nullable(
  Type.Integer({
    description:
      'The version of the program by which the case goes on. null before it has begun, and for a case from before programs had versions',
  }),
);

const Action = Type.Enum([
  'read-messages',
  'accept',
  'write',
  'release',
  'assign',
  'transfer',
  'close',
  'rate',
  'identify',
]);

/** The stage of a conversation. */
export const Stage = Type.Enum(['intake', 'waiting', 'assigned', 'closed'], {
  description: 'intake: not a request yet; waiting: without an assignee; assigned: with one; closed',
});

const conversationFields = {
  id: Type.String({ format: 'uuid' }),
  program: Type.String(),
  stage: Stage,
  category: Nullable(Type.String()),
  queue: Nullable(Type.String()),
  overdue: Type.Boolean(),
  assignee: Nullable(Text('Login name; hidden from the customer')),
  attendedBy: Nullable(
    Type.Object({ name: Type.String() }, { description: 'For the customer: who has accepted it, by name or by role' }),
  ),
  contractNumber: Nullable(Type.String()),
  inn: Nullable(Text('Taxpayer number, 10 or 12 digits')),
  answers: Type.Array(Type.Object({ question: Type.String(), value: Nullable(Type.String()) }), {
    description:
      'The intake’s questions, in their order, each with its answer; null: not answered. An INN is also in `inn`, and the first other answer in `contractNumber`',
  }),
  openedAt: Instant,
  requestedAt: Nullable(Instant),
  waitingSince: Nullable(Instant),
  acceptedAt: Nullable(Instant),
  closedAt: Nullable(Instant),
  abandoned: Type.Boolean({
    description: 'Its customer wrote nothing, so the intake ended and there was no request; `stage` is closed',
  }),
  awaitingReplySince: Nullable(
    Type.Unsafe<string>({
      ...Instant,
      description:
        'When the customer began to wait for a reply; not before the acceptance. null while the customer does not wait',
    }),
  ),
  replyOverdue: Type.Boolean({ description: 'The customer has waited for a reply longer than the program allows' }),
  disposition: Nullable(Type.String()),
  dispositionText: Nullable(Type.String()),
  rating: Nullable(Type.Integer({ minimum: 1, maximum: 5 })),
  ratingOpenUntil: Nullable(Instant),
  previousId: Nullable(
    Text('The closed conversation that this one continues; null for readers who may not read that one'),
  ),
  successorId: Nullable(Text('The conversation that continues this one; null for readers who may not read that one')),
  unread: Type.Integer({
    description:
      'Messages of the customer since the reader last marked messages as read. Answers to the bot’s questions (the number, the category) are not counted. 0 for readers who may not read the messages, and for the customer',
  }),
  may: Type.Array(Action, { description: 'Actions that are open to the reader now' }),
  programVersion: ProgramVersion,
  nextAction: Nullable(Ref(PlannedStep)),
  todo: Type.Array(Ref(Todo), { description: 'Work for people; empty for the customer' }),
};

export const ConversationView = Type.Object(conversationFields, { $id: 'Conversation' });
export const OpenedConversation = Type.Object(
  { ...conversationFields, customerToken: Text('Opens this conversation and those that continue it; shown once') },
  { $id: 'OpenedConversation' },
);
export const ConversationList = Page(Ref(ConversationView));

export const ConversationCounts = Type.Object(
  {
    waiting: Type.Integer({ description: 'Requests that wait for one of your roles to take them' }),
    overdue: Type.Integer({ description: 'How many of those are overdue' }),
    mine: Type.Integer({ description: 'Requests that you have, not closed' }),
    unread: Type.Integer({ description: 'Messages of their customers since you last read' }),
    attention: Type.Integer({
      description: 'How many of those have something unread, or a customer who waits for a reply',
    }),
  },
  { $id: 'ConversationCounts', description: 'How many requests want you: all of them, whatever a page holds' },
);

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
    clientMessageId: Nullable(Text('The id that its sender gave it')),
  },
  { $id: 'Message' },
);
export const SentMessage = Type.Object(
  {
    ...MessageView.properties,
    rated: Nullable(Type.Integer({ minimum: 1, maximum: 5, description: 'The score that the text is' })),
    opened: Nullable(Text('The conversation that it has opened, because the one before is closed')),
  },
  { $id: 'SentMessage' },
);
export const MessageList = Page(Ref(MessageView));

export const MessageBody = Type.Object(
  {
    text: Type.Optional(Type.String({ minLength: 1, maxLength: MAX_TEXT_LENGTH })),
    choice: Type.Optional(ChoiceWord),
    clientMessageId: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  },
  { additionalProperties: false, description: 'Either a text or a choice', [NEVER_EMPTY]: true },
);

export const IdentificationBody = Type.Object(
  {
    question: Type.Optional(
      Type.String({ maxLength: 64, description: 'Which answer it is; needed where there are several' }),
    ),
    text: Type.String({
      minLength: 1,
      maxLength: 200,
      examples: ['ИНН 7707083893'],
      description:
        'As the person writes it: the program’s check reads it. Where it asks for INNs, one is known by its check digits, and anything else is a contract number',
    }),
  },
  { additionalProperties: false },
);

export const TimelineView = Type.Object({
  past: Type.Array(
    Type.Object({
      at: Instant,
      what: Type.String(),
      by: Text('Login name, customer or careline'),
      rule: Nullable(Type.String()),
      details: Nullable(Type.Record(Type.String(), Type.Unknown())),
      note: Nullable(Text('The note that a person wrote about it')),
    }),
  ),
  next: Type.Array(Ref(PlannedStep)),
});
