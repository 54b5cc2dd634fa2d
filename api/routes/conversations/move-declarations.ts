import Type from 'typebox';
import { ConversationParams, ConversationView, NoBody } from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import { CategoryWord, DispositionWord } from '../../schemas/program-words.ts';
import { FreeText, Ref } from '../../schemas/shared.ts';

const words = Type.Optional(FreeText({ maxLength: 2_000 }));

const schema = <T extends Type.TSchema>(summary: string, description: string, body: T) => ({
  tags: ['conversations'],
  summary,
  description,
  params: ConversationParams,
  body,
  response: { 200: Ref(ConversationView), ...problems(400, 401, 403, 404, 409, 422, 503) },
});

const closed = { additionalProperties: false } as const;

export const accept = {
  config: { access: 'conversation.accept' },
  schema: schema(
    'Accept a waiting request; the first wins',
    'For members of a role that the request addresses, and the director. Whoever comes second gets `already-accepted` with `assignee`; accepting what one already has is no error (CDEK-10).',
    NoBody,
  ),
} as const;

export const release = {
  config: { access: 'conversation.release' },
  schema: schema(
    'Give a request back to its queue',
    'For the assignee. The request returns to its queue and its ladder goes on (CDEK-16). Steps that are still ahead keep their times. An escalation that fell due meanwhile happens now. A text to the customer that fell due meanwhile is left out.',
    NoBody,
  ),
} as const;

export const assign = {
  config: { access: 'conversation.assign' },
  schema: schema(
    'Assign to a person of the program',
    'For whoever oversees its queue. `GET /v1/programs/{program}/people` lists to whom; anybody else is `person-unknown`.',
    Type.Object({ login: Type.String({ minLength: 1, examples: ['klo-2'] }) }, closed),
  ),
} as const;

export const transfer = {
  config: { access: 'conversation.transfer' },
  schema: schema(
    'Move to another category; it waits anew',
    'For whoever may see it (CDEK-18). Unassigned, with the ladder of the new queue; age and trail are kept. `reason` stands in the timeline as a note.',
    Type.Object({ category: CategoryWord, reason: words }, closed),
  ),
} as const;

export const close = {
  config: { access: 'conversation.close' },
  schema: schema(
    'Close with a disposition',
    'For the assignee (CDEK-11, CDEK-12). One disposition needs `otherText`, a text of its own that can be seen; the customer is then asked for a rating.',
    Type.Object({ disposition: DispositionWord, otherText: words }, closed),
  ),
} as const;
