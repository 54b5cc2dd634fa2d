import Type from 'typebox';
import { Hours } from './hours.ts';
import { closed, byId, duration, id, ids, roles, rulesOf, textId } from './parts.ts';
import { Identification, Questions } from './questions.ts';
import { Ladder, Queue } from './queues.ts';

const Intake = closed(
  {
    fallbackCategory: id('The category assumed in place of a choice'),
    answers: Type.Integer({ minimum: 1, maximum: 100, description: 'It is assumed after this many messages,' }),
    wrongAnswers: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: 20,
        description: 'or after so many that answer no question and choose no category,',
      }),
    ),
    after: duration('or this long after the first of them'),
    abandonedAfter: duration('An intake without any message ends this long after it was opened'),
  },
  'Ends an intake in which the customer chooses no category',
);

const Replies = closed(
  {
    overdueAfter: duration('Working time after which the assignee is alerted'),
    escalateAfter: duration('Working time after which the roles with oversight of the queue are told'),
    escalateTo: roles('Roles that are told'),
    askToCloseAfter: duration('Time without a message from either side after which the assignee is asked to close'),
  },
  'How long a customer waits for replies',
);

/** What timelines name a rule for. */
export const conversationHappenings = [
  'opened',
  'continued',
  'identified',
  'category-chosen',
  'category-assumed',
  'abandoned',
  'accepted',
  'assigned',
  'released',
  'transferred',
  'closed',
  'rated',
  'announcement',
] as const;

export const ConversationDocument = closed(
  {
    hours: Hours,
    greeting: Type.Array(textId('A message'), {
      minItems: 1,
      maxItems: 5,
      description: 'The first messages of a new chat',
    }),
    categoryPrompt: textId('Asks for the category'),
    acknowledgement: textId('Confirms the choice'),
    questions: Type.Optional(Questions),
    identification: Type.Optional(
      Type.Union([Identification, Type.Null()], {
        description: 'The earlier form of `questions`, in place of it: one question, or `null` for none',
      }),
    ),
    intake: Type.Union([Intake, Type.Null()], { description: '`null`: an intake waits for a choice without limit' }),
    categories: Type.Array(closed({ category: id('Its id'), queue: id('Where requests about it wait') }), {
      minItems: 1,
      maxItems: 30,
      description: 'Subjects that a customer may choose, in the order of the buttons',
    }),
    queues: byId(Queue, 'Where requests wait'),
    ladder: Type.Optional(Ladder('The ladder of every queue that has none of its own')),
    replies: Type.Union([Replies, Type.Null()], {
      description: '`null`: the wait for replies after the acceptance is not watched',
    }),
    dispositions: Type.Array(
      closed({ disposition: id('Its id'), ownText: Type.Boolean({ description: 'Closing with it needs a text' }) }),
      { minItems: 1, maxItems: 100, description: 'The subjects of closed conversations' },
    ),
    rating: closed({
      text: textId('Asks for a score'),
      scores: Type.Array(Type.Integer({ minimum: 0, maximum: 10 }), { minItems: 2, maxItems: 11, uniqueItems: true }),
      openFor: duration('How long a score may come'),
      thanks: Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
        description: 'Messages after closing that ask for nothing; punctuation and capitals make no difference',
      }),
    }),
    attendedBy: Type.Enum(['name', 'role'], {
      description: 'How the customer is told who answers: by the person’s name, or by the title of their role',
    }),
    attachments: Type.Optional(ids('The kinds of files that conversations accept')),
    rules: rulesOf(conversationHappenings, 'The requirement behind each happening, for timelines'),
    oversight: Type.Record(Type.String(), Type.Union([Type.Literal('all'), ids('Queues', { minItems: 1 })]), {
      description: 'The roles that see other people’s requests: of these queues, or of all',
    }),
  },
  'Chats: intake, queues, escalation, rating',
);
