// A program's words are never an enum of the API: the document shows a text and says where the program lists them.
import Type from 'typebox';
import Format from 'typebox/format';
import type { Program } from '../../domain/program.ts';
import { someProgram } from '../../programs/index.ts';

/** Marks a list that the validator checks and the document does not show. */
export const OWN_WORDS = 'x-own-words';
/** Marks a body whose route refuses an empty one itself, with its own error path. */
export const NEVER_EMPTY = 'x-never-empty';
/** Marks a required field whose absence is refused by a rule, not by the schema. */
export const DEMANDED = 'x-demanded';

/** The end of a description: where a program lists its words. */
const inProgram = (list: string) => `; the program’s are \`${list}\` of \`GET /v1/programs/{program}\``;

/**
 * In a query: a word that no version of a program has gives 400. The document shows a text, because the words differ by
 * program and grow.
 */
function filter(kind: string, wordsOf: (program: Program) => readonly string[], description: string) {
  const format = `program-${kind}`;
  Format.Set(format, (word) => someProgram((program) => wordsOf(program).includes(word)));
  return Type.Unsafe<string>({
    type: 'string',
    minLength: 1,
    maxLength: 100,
    description,
    format,
    [OWN_WORDS]: true,
  });
}

/** In a body: the program's rule refuses an unknown word, with its own code. */
function word(description: string) {
  return Type.String({ minLength: 1, maxLength: 100, description });
}

/** In a body whose rule demands it: the rule also refuses a missing, null or empty one, with the same code. */
function demanded(description: string) {
  return Type.Optional(
    Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 100, description, [DEMANDED]: true }),
  );
}

const typesOf = ({ tickets }: Program) => Object.values(tickets?.types ?? {});

export const ProgramFilter = filter(
  'name',
  ({ name }) => [name],
  'Only of this program; those there are say `GET /v1/programs`',
);

export const QueueFilter = filter(
  'queue',
  ({ conversation }) => Object.keys(conversation?.queues ?? {}),
  `Only in this queue, or closed in it${inProgram('queues')}`,
);

export const CategoryFilter = filter(
  'category',
  ({ conversation }) => (conversation?.categories ?? []).map(({ category }) => category),
  `Only about this${inProgram('categories')}`,
);

export const DispositionFilter = filter(
  'disposition',
  ({ conversation }) => (conversation?.dispositions ?? []).map(({ disposition }) => disposition),
  `Only what was closed so${inProgram('dispositions')}`,
);

export const CategoryWord = word(`A category, else 422 \`category-unknown\`${inProgram('categories')}`);

export const DispositionWord = demanded(
  `A disposition; else, or without one, 422 \`disposition-required\`${inProgram('dispositions')}`,
);

export const ChoiceWord = word(
  'A button of the latest message with `choices`, which lists them; while none is shown 409 `choice-not-offered`, else 422 `choice-unknown`',
);

export const TicketTypeFilter = filter(
  'ticket-type',
  (program) => typesOf(program).map(({ type }) => type),
  `Only of this type${inProgram('ticketTypes')}`,
);

export const TeamFilter = filter(
  'team',
  (program) => typesOf(program).map(({ team }) => team),
  `Only of this team, a role${inProgram('ticketTypes')}`,
);

export const TicketTypeWord = word(
  `A type that people open, else 422 \`ticket-type-unknown\`${inProgram('ticketTypes')}, with who opens them`,
);

export const TicketResultWord = demanded(
  `A result of its type; else, or without one, 422 \`result-required\`. The ticket itself lists in \`results\` what it can be closed with now${inProgram('ticketTypes')}`,
);
