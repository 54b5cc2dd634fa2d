import Type, { type Static } from 'typebox';
import type { Period } from '../../../db/read/case-list.ts';
import type { ConversationFilter } from '../../../db/read/conversation-list.ts';
import { endOfDay, startOfDay } from '../../../domain/calendar/days.ts';
import { type IdentificationCheck, soughtIdentification } from '../../../domain/conversation/identification.ts';
import { checksOf } from '../../../domain/conversation/questions.ts';
import { programNamed } from '../../../programs/index.ts';
import { Stage } from '../../schemas/conversations.ts';
import { CategoryFilter, DispositionFilter, ProgramFilter, QueueFilter } from '../../schemas/program-words.ts';
import { LocalDate, pageQuery, Sort } from '../../schemas/shared.ts';

const day = (description: string) => Type.Optional(Type.Unsafe<string>({ ...LocalDate, description }));

export const conversationQuery = Type.Object({
  ...pageQuery,
  sort: Type.Unsafe<Static<typeof Sort>>({ ...Sort, description: 'Which come first, by when they were opened' }),
  program: Type.Optional(ProgramFilter),
  stage: Type.Optional(Stage),
  addressed: Type.Optional(Type.Literal('me', { description: 'Only what waits for one of your roles to take it' })),
  queue: Type.Optional(QueueFilter),
  category: Type.Optional(CategoryFilter),
  disposition: Type.Optional(DispositionFilter),
  overdue: Type.Optional(Type.Boolean({ description: 'Only what has waited too long, or only what has not' })),
  abandoned: Type.Boolean({
    default: false,
    description: 'Only intakes that ended without any message; they are left out otherwise',
  }),
  assignee: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 64,
      examples: ['me', 'klo-1'],
      description: 'Only what this person has, or had when it was closed: a login, or `me`',
    }),
  ),
  from: day('Only what was opened on this day or later, in the program’s time zone'),
  until: day('Only what was opened on this day or earlier, in the program’s time zone'),
  search: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 100,
      pattern: '\\S',
      examples: ['7707083893'],
      description:
        'Only where an answer to the intake’s questions (its first 200 characters) holds this, or the id begins so; case, accents, outer blanks, invisible characters and the script of digits do not matter, nor what an INN is written with',
    }),
  ),
});

type Query = Omit<Static<typeof conversationQuery>, 'cursor' | 'limit'>;

/** The filter that a query asks for, within the reader's scope. */
export function filterOf(
  { sort, addressed, assignee, from, until, search, ...equal }: Query,
  { login, reach }: Pick<ConversationFilter, 'login' | 'reach'>,
): Omit<ConversationFilter, 'limit' | 'after'> {
  return {
    ...{ ...equal, login, reach, newestFirst: sort === 'newest' },
    ...(addressed === undefined ? {} : { addressed: true }),
    ...(assignee === undefined ? {} : { assignee: assignee === 'me' ? login : assignee }),
    ...(search === undefined
      ? {}
      : {
          search: soughtIdentification(
            search,
            reach.flatMap(({ program }) => checksIn(program)),
          ),
        }),
    ...(from === undefined && until === undefined
      ? {}
      : { opened: Object.fromEntries(reach.map(({ program }) => [program, periodIn(program, from, until)])) }),
  };
}

function checksIn(name: string): IdentificationCheck[] {
  const policy = programNamed(name).conversation;
  return policy === undefined ? [] : checksOf(policy);
}

function periodIn(program: string, from: string | undefined, until: string | undefined): Period {
  const { timeZone } = programNamed(program);
  return {
    ...(from === undefined ? {} : { from: startOfDay(from, timeZone) }),
    ...(until === undefined ? {} : { before: endOfDay(until, timeZone) }),
  };
}
