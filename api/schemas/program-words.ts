// Owns the words that programs name their things by, as the OpenAPI document lists them. Refuses to hold a word itself.
import Type from 'typebox';
import type { ConversationPolicy } from '../../domain/conversation/policy.ts';
import { programs } from '../../programs/index.ts';

const policies = programs.flatMap(({ conversation }) => (conversation === undefined ? [] : [conversation]));

function wordsOf(pick: (policy: ConversationPolicy) => readonly string[]): string[] {
  return [...new Set(policies.flatMap(pick))];
}

/**
 * A text for which the document lists what there is today; it differs by program and grows, so clients take it as text.
 * `x-extensible-enum` is the field's word for such a list.
 */
function listed(words: readonly string[], description: string) {
  return { type: 'string', minLength: 1, maxLength: 100, description, 'x-extensible-enum': words };
}

/** In a query: anything else is 400. */
function filter(words: readonly string[], description: string) {
  return Type.Unsafe<string>({ ...listed(words, description), enum: words });
}

/** In a body: what the program does not have is refused by its rule, with a code of its own. */
function word(words: readonly string[], description: string) {
  return Type.Unsafe<string>(listed(words, description));
}

/** In a body, where its rule asks for it: left out, null and empty are refused by the rule too, with the same code. */
function demanded(words: readonly string[], description: string) {
  return Type.Optional(
    Type.Unsafe<string | null>({ ...listed(words, description), type: ['string', 'null'], minLength: 0 }),
  );
}

const ticketTypes = programs.flatMap(({ tickets }) => Object.values(tickets?.types ?? {}));

const queues = wordsOf((policy) => Object.keys(policy.queues));
const categories = wordsOf((policy) => policy.categories.map(({ category }) => category));
const dispositions = wordsOf((policy) => policy.dispositions.map(({ disposition }) => disposition));

export const ProgramFilter = filter(
  programs.map(({ name }) => name),
  'Only of this program',
);

export const QueueFilter = filter(queues, 'Only in this queue, or closed in it');

export const CategoryWord = word(categories, "One of the program's categories; else 422 `category-unknown`");

export const DispositionWord = demanded(
  dispositions,
  "One of the program's dispositions; else, or without one, 422 `disposition-required`",
);

export const ChoiceWord = word(
  categories,
  'A button of the latest message with `choices`; while none is shown 409 `choice-not-offered`, else 422 `choice-unknown`',
);

export const TicketTypeFilter = filter([...new Set(ticketTypes.map(({ type }) => type))], 'Only of this type');

export const TeamFilter = filter([...new Set(ticketTypes.map(({ team }) => team))], 'Only of this team, a role');

export const TicketTypeWord = word(
  [...new Set(ticketTypes.filter(({ openedBy }) => openedBy.length > 0).map(({ type }) => type))],
  "One of the program's types that people open; else 422 `ticket-type-unknown`",
);

export const TicketResultWord = demanded(
  [...new Set(ticketTypes.flatMap(({ results }) => results))],
  'One of the results of its type; else, or without one, 422 `result-required`',
);
