import Type, { type Static, type TUnsafe } from 'typebox';
import { Ref } from './shared.ts';

export const Problem = Type.Object(
  {
    type: Type.String({ description: 'URN of the kind of problem' }),
    title: Type.String({ description: 'The status in words' }),
    status: Type.Integer(),
    code: Type.String({ description: 'Stable; programs decide by it', examples: ['already-accepted'] }),
    detail: Type.String({ description: 'An explanation for people' }),
    errors: Type.Optional(
      Type.Array(Type.Object({ path: Type.String({ description: 'JSON pointer' }), message: Type.String() }), {
        description: 'With invalid-request: each field that does not fit, ten at the most',
      }),
    ),
    assignee: Type.Optional(
      Type.Union([Type.String(), Type.Null()], { description: 'With already-accepted and not-assignee: who has it' }),
    ),
    visits: Type.Optional(
      Type.Array(Type.String({ format: 'uuid' }), { description: 'With visits-unrecorded: which visits to record' }),
    ),
    problems: Type.Optional(
      Type.Array(Type.Unsafe<unknown>({ $ref: 'ProgramProblem#' }), {
        description: 'With program-invalid: each mistake in the document, and where it is',
      }),
    ),
    current: Type.Optional(
      Type.Integer({ description: 'With draft-outdated: the version that has been published meanwhile' }),
    ),
    differences: Type.Optional(
      Type.Array(Type.Unsafe<unknown>({ $ref: 'ProgramDifference#' }), {
        description: 'With draft-outdated: from the base to that version',
      }),
    ),
    priceMinor: Type.Optional(Type.Integer({ description: 'With catalogue-item-differs: its price' })),
    size: Type.Optional(Type.Integer({ description: 'With catalogue-item-differs: how many visits it has' })),
    leastMinor: Type.Optional(Type.Integer({ description: 'With price-outside-limits: the lowest price' })),
    mostMinor: Type.Optional(Type.Integer({ description: 'With price-outside-limits: the highest price' })),
    purgedAt: Type.Optional(Type.String({ description: 'With case-purged: when the case was removed' })),
    confirmable: Type.Optional(
      Type.Boolean({ description: 'With too-far-ahead: whether the same with `confirmFarAhead` is taken' }),
    ),
  },
  { $id: 'Problem', description: 'RFC 9457 problem details', additionalProperties: true },
);

type ProblemStatus = 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 503;

/** The error answers of a route, in addition to those that every route has. */
export function problems<Status extends ProblemStatus>(
  ...statuses: readonly Status[]
): Record<Status, TUnsafe<Static<typeof Problem>>> {
  return Object.fromEntries(statuses.map((status) => [status, Ref(Problem)])) as ReturnType<typeof problems<Status>>;
}
