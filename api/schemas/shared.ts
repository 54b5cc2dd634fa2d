// Owns the pieces that schemas of all routes are made of. Refuses to know any resource.
import Type, { type Static, type TSchema } from 'typebox';

/** An instant, RFC 3339 in UTC with milliseconds. */
export const Instant = Type.String({ format: 'date-time', examples: ['2031-03-03T07:10:15.000Z'] });

/** A civil date. */
export const LocalDate = Type.String({ format: 'date', examples: ['2031-03-03'] });

export const Id = Type.String({ format: 'uuid' });

export function Nullable<Schema extends TSchema>(schema: Schema) {
  return Type.Union([schema, Type.Null()]);
}

/** A named component of the OpenAPI document; the schema must stand in `schemas/index.ts` too. */
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

/** In which order a list comes that can be read from either end. */
export const Sort = Type.Enum(['oldest', 'newest'], { default: 'oldest', description: 'Which come first' });

/** A login name of a person, as it is given out. Every pattern is valid with the flags `u` (JSON Schema) and `v` (HTML). */
export const LOGIN_PATTERN = '^[a-z0-9][a-z0-9._\\-]{0,63}$';
export const NewLogin = Type.String({ pattern: LOGIN_PATTERN, examples: ['klo-1'] });

/** The name of a program, role, queue, category: lower-case words joined by hyphens. */
export const Name = Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$', maxLength: 64, examples: ['cdek'] });

/** Parameters of a path under one program. */
export const ProgramPath = Type.Object({ program: Type.String({ examples: ['cdek'] }) });

export const NoContent = Type.Null({ description: 'Done; nothing to say' });
