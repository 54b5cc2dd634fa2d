// What the customer page itself says. A program says it in the language of its customers where the product does not.
import Type from 'typebox';
import { closed } from './parts.ts';

/** Languages that the page speaks without a document: its files in `web/src/chat/texts`. */
export const pageLanguages: readonly string[] = ['ar', 'en', 'ru'];

/** The page's sentences by key, with the values that are filled in. `count` is a number, so it has plural forms. */
export const pageSentences = {
  you: [],
  agent: [],
  bot: [],
  log: [],
  message: [],
  placeholder: [],
  send: [],
  attach: ['kinds'],
  accepted: ['kinds'],
  chosen: [],
  captionPlaceholder: [],
  enlarge: [],
  close: [],
  dismiss: [],
  dropHere: [],
  choices: [],
  rating: ['least', 'most'],
  score1: [],
  score2: [],
  score3: [],
  score4: [],
  score5: [],
  rated: ['score', 'most'],
  ratingOver: [],
  closed: [],
  earlier: [],
  newRequest: [],
  attendedBy: ['who'],
  live: [],
  outOfHours: ['opens'],
  kept: ['kind', 'number'],
  anyNumber: [],
  correctNumber: [],
  giveNumber: [],
  saveNumber: [],
  keepNumber: [],
  numberMissing: [],
  correctAnswers: [],
  saveAnswers: [],
  keepAnswers: [],
  answerMissing: [],
  noChat: [],
  needsScript: [],
  connecting: [],
  down: [],
  starting: [],
  cannotStart: [],
  tryAgain: [],
  sending: [],
  waiting: [],
  sent: [],
  notSent: [],
  retry: [],
  takeBack: [],
  drop: [],
  left: ['count'],
  tooLong: ['count'],
  download: [],
  uploading: ['percent'],
  unread: ['count'],
  toNewest: [],
  today: [],
  yesterday: [],
  unknownProblem: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** The refusals that a customer can meet, by code. */
export const pageProblems = [
  'network',
  'unavailable',
  'rate-limited',
  'attachment-empty',
  'attachment-too-large',
  'attachment-type-refused',
  'already-rated',
  'rating-over',
  'not-closed',
  'number-unfit',
  'question-unknown',
  'conversation-closed',
  'choice-not-offered',
  'choice-unknown',
  'invalid-request',
  'not-found',
  'not-logged-in',
] as const;

const Sentence = Type.Optional(Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }));
const sentences = <Key extends string>(keys: readonly Key[]) =>
  Object.fromEntries(keys.map((key) => [key, Sentence])) as Record<Key, typeof Sentence>;

export const PageDocument = Type.Object(
  {
    ...sentences(Object.keys(pageSentences) as (keyof typeof pageSentences)[]),
    problems: Type.Optional(closed(sentences(pageProblems), 'What is said when something is refused, by code')),
  },
  {
    additionalProperties: false,
    description:
      'Sentences of the customer page. What is missing is said by the product, in this language or in English',
  },
);
