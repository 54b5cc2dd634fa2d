import Type from 'typebox';
import { PlannedStep } from './conversations.ts';
import { Id, Instant, Nullable, Ref } from './shared.ts';

/** An open case with its steps before and after. */
export const ChangedCase = Type.Object({
  caseId: Id,
  process: Type.String(),
  before: Type.Array(Ref(PlannedStep)),
  after: Nullable(Type.Array(Ref(PlannedStep))),
});

const Meanwhile = Type.Object(
  {
    since: Instant,
    sent: Type.Array(
      Type.Object({
        at: Instant,
        kind: Type.String({
          description: '`text`: a text of the bot; otherwise the kind of an effect',
          examples: ['sms'],
        }),
        what: Type.String({ description: 'The id of the text, or the intent of the effect' }),
        status: Type.String({ description: 'Of an effect, such as `unknown`; a text is `done`' }),
      }),
    ),
  },
  { description: 'Effects that left because of the case since it was last moved; a move takes none of them back' },
);

/** A case of a move: its steps, and what left since the move before. */
export const MovedCase = Type.Object({ ...ChangedCase.properties, meanwhile: Nullable(Meanwhile) });
