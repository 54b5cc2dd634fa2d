import Type, { type Static, type TSchema, type TString, type TStringOptions } from 'typebox';
import { processes } from '../../domain/processes.ts';

/** An instant, RFC 3339 in UTC with milliseconds. */
export const Instant = Type.String({ format: 'date-time', examples: ['2031-03-03T07:10:15.000Z'] });

/** A date without time. */
export const LocalDate = Type.String({ format: 'date', examples: ['2031-03-03'] });

export const Id = Type.String({ format: 'uuid' });

export function Nullable<Schema extends TSchema>(schema: Schema) {
  return Type.Union([schema, Type.Null()]);
}

/** A named component of the OpenAPI document; the schema must be in `schemas/index.ts` too. */
export function Ref<Schema extends TSchema>(schema: Schema) {
  return Type.Unsafe<Static<Schema>>({ $ref: `${(schema as { $id?: string }).$id}#` });
}

/** A page of a list. */
export function Page<Schema extends TSchema>(item: Schema) {
  return Type.Object({
    items: Type.Array(item),
    nextCursor: Nullable(Type.String({ description: 'Asks for the next page; null on the last' })),
  });
}

/** The query parameters that every list takes. */
export const pageQuery = {
  cursor: Type.Optional(Type.String({ maxLength: 500, description: 'nextCursor of the page before' })),
  limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
};

export type PageQuery = { cursor?: string; limit: number };

/** The order of a list that can be read from either end. */
export const Sort = Type.Enum(['oldest', 'newest'], { default: 'oldest', description: 'Which come first' });

/** The form of a new login name. Every pattern is valid with the flags `u` (JSON Schema) and `v` (HTML). */
export const LOGIN_PATTERN = '^[a-z0-9][a-z0-9._\\-]{0,63}$';
export const NewLogin = Type.String({ pattern: LOGIN_PATTERN, examples: ['klo-1'] });

/** The name of a program, role, queue, category: lower-case words joined by hyphens. */
export const Name = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64, examples: ['cdek'] });

/** The name of a process, as cases, effects and notifications have it. */
export const processNames = processes.map(({ name }) => name);

/** Parameters of a path under one program. */
export const ProgramPath = Type.Object({ program: Type.String({ examples: ['cdek'] }) });

export const NoContent = Type.Null({ description: 'Done; nothing to say' });

/** Marks a text in which the validator masks card numbers; the document shows a plain text. */
export const FREE_TEXT = 'x-free-text';

/**
 * A text in a person's own words: a name, an address, a reason, a note. Card numbers in it are masked before anyone
 * reads it.
 */
export function FreeText(options: TStringOptions & { maxLength: number }): TString {
  return Type.String({ ...options, [FREE_TEXT]: true });
}
