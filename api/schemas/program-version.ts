import Type from 'typebox';
import { NEVER_EMPTY } from './program-words.ts';
import { FreeText, Id, Instant, Nullable } from './shared.ts';

/** A document by its parts, as `GET /v1/program-schema.json` describes it. */
const Document = Type.Unknown({ description: '`{program, texts}`; its schema is `GET /v1/program-schema.json`' });

export const Sources = Type.Record(
  Type.String({ pattern: '^(?:program|texts\\.[A-Za-z0-9\\-]{2,20}|holidays\\.[a-z0-9\\-]{1,64})\\.yaml$' }),
  Type.String({ maxLength: 400_000 }),
  {
    additionalProperties: false,
    description:
      'The same as text: the content of `program.yaml`, of each `texts.<locale>.yaml` and of each `holidays.<list>.yaml`, comments included. A shared list that its hours name is added',
  },
);

export const ProgramProblem = Type.Object(
  {
    path: Type.String({ description: 'JSON pointer into the document' }),
    file: Nullable(Type.String()),
    line: Nullable(Type.Integer({ description: 'In the file, from 1' })),
    severity: Type.Enum(['error', 'warning']),
    code: Type.String({ examples: ['unknown-role'] }),
    text: Type.String({ description: 'The mistake, and what would fit' }),
  },
  { $id: 'ProgramProblem', description: 'A mistake in a program’s document; a warning stops nothing' },
);

const version = {
  program: Type.String({ examples: ['cdek'] }),
  version: Type.Integer({ minimum: 1 }),
  digest: Type.String({ description: 'Of the content; comments make no difference' }),
  validFrom: Instant,
  current: Type.Boolean({ description: 'New cases begin with it now' }),
  publishedAt: Instant,
  publishedBy: Type.String({ description: 'A login; `careline` for what came with an installation' }),
  note: Nullable(Type.String()),
  withdrawn: Nullable(
    Type.Object(
      { at: Instant, by: Type.String(), note: Nullable(Type.String()) },
      { description: 'Set when it was taken back before it came into force; its number is never used again' },
    ),
  ),
};

export const ProgramVersion = Type.Object(version, { $id: 'ProgramVersion', description: 'A published version' });

export const WholeProgramVersion = Type.Object(
  { ...version, document: Document, sources: Sources },
  { $id: 'WholeProgramVersion', description: 'A published version with its document' },
);

export const ProgramDifference = Type.Object(
  {
    path: Type.String({ description: 'JSON pointer into the document' }),
    before: Type.Optional(Type.Unknown({ description: 'Missing where it is new' })),
    after: Type.Optional(Type.Unknown({ description: 'Missing where it is gone' })),
  },
  { $id: 'ProgramDifference' },
);

export const ProgramDraft = Type.Object(
  {
    id: Id,
    program: Type.String(),
    name: Type.String(),
    base: Type.Integer({ description: 'The version that it changes' }),
    outdated: Type.Boolean({ description: 'A later version than its base has been published' }),
    document: Document,
    sources: Sources,
    differences: Type.Array(Type.Unsafe<unknown>({ $ref: 'ProgramDifference#' }), { description: 'From its base' }),
    problems: Type.Array(Type.Unsafe<unknown>({ $ref: 'ProgramProblem#' }), {
      description: 'Warnings; a draft has no mistakes',
    }),
    createdAt: Instant,
    createdBy: Type.String(),
    changedAt: Instant,
    changedBy: Type.String(),
  },
  { $id: 'ProgramDraft', description: 'A change that is not published' },
);

/** Either form of a document. */
const given = {
  document: Type.Optional(Document),
  sources: Type.Optional(Sources),
};

const closed = { additionalProperties: false } as const;
const DraftName = FreeText({ minLength: 1, maxLength: 200, examples: ['Twelve minutes'] });
const Note = FreeText({ maxLength: 1_000, description: 'Why; everyone who sees the versions reads it' });

/** The route refuses one without a document, with its own words. */
const neverEmpty = { ...closed, [NEVER_EMPTY]: true };

export const NewProgram = Type.Object({ ...given, note: Type.Optional(Note) }, neverEmpty);
export const GivenDocument = Type.Object(given, neverEmpty);
export const NewDraft = Type.Object(
  { ...given, base: Type.Integer({ minimum: 1 }), name: Type.Optional(DraftName) },
  closed,
);
export const ChangedDraft = Type.Object(
  { ...given, name: Type.Optional(DraftName), base: Type.Optional(Type.Integer({ minimum: 1 })) },
  neverEmpty,
);
export const Withdrawal = Type.Object({ note: Type.Optional(Note) }, closed);
export const Publication = Type.Object(
  {
    validFrom: Type.Optional({ ...Instant, description: 'Without it, now' }),
    note: Type.Optional(Note),
  },
  closed,
);
