import Type from 'typebox';
import { closed, id, textId } from './parts.ts';

const Check = Type.Union(
  [
    closed({ kind: Type.Literal('inn-or-contract') }, 'An INN by its check digits, else a contract number'),
    closed({ kind: Type.Literal('inn') }, 'Only an INN; another text is asked for again'),
    closed(
      {
        kind: Type.Literal('pattern'),
        pattern: Type.String({
          minLength: 1,
          maxLength: 200,
          description: 'A regular expression for the whole text',
        }),
      },
      'Only a text that fits; another is asked for again',
    ),
    closed({ kind: Type.Literal('none') }, 'Any text, as it is written'),
  ],
  { description: 'How the answer is read' },
);

/** The earlier form: one question, whose text is the last message of the greeting. */
export const Identification = closed(
  { id: id('Its id'), check: Check },
  'The question for a number that a chat begins with',
);

const Question = closed(
  {
    id: id('Its id, by which answers are kept'),
    prompt: Type.Optional(
      textId('The text that asks it; without it the first question is the last message of the greeting'),
    ),
    check: Check,
  },
  'A question to the customer. The name of its answer is in `labels.questions`',
);

export const Questions = Type.Array(Question, {
  maxItems: 30,
  description: 'Questions of a chat before the category, in this order; with none it begins with the categories',
});
