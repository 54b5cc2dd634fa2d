// Card numbers in free text are masked here. Unknown fields are refused: a body schema that would let them in stops the
// start, and queries are closed unless a route opts out.
import type { FastifySchemaCompiler, RouteOptions } from 'fastify';
import fp from 'fastify-plugin';
import Type, { type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import Format from 'typebox/format';
import { Settings } from 'typebox/system';
import { maskCardNumbers } from '../../domain/card-number.ts';
import { FREE_TEXT } from '../schemas/shared.ts';
import type { InvalidField } from '../server/errors.ts';

type Shape = {
  type?: string;
  default?: unknown;
  properties?: Record<string, Shape>;
  items?: Shape;
  additionalProperties?: unknown;
  anyOf?: Shape[];
  [FREE_TEXT]?: true;
};

export const validation = fp(
  async (app) => {
    app.setValidatorCompiler(compile as FastifySchemaCompiler<unknown>);
    app.addHook('onRoute', closeQuery);
  },
  { name: 'validation' },
);

// Ignoring a misspelled filter would return everything. Pages and files are not checked so strictly.
function closeQuery(route: RouteOptions): void {
  if (!route.url.startsWith('/v1/') || route.config?.query === 'open') return;
  const query = (route.schema?.querystring ?? Type.Object({})) as object;
  route.schema = { ...route.schema, querystring: { ...query, additionalProperties: false } };
}

// A body with thousands of wrong fields gets only this many errors.
const MOST_ERRORS = 10;
// The validator mentions each unknown field before it names them all: with a small limit no name would be left. The
// size of a body is bounded before (well-formed.ts).
Settings.Set({ maxErrors: 2_000 });

// RFC 3339 has leap seconds, which our clocks cannot show; clients do not mean one.
const isRfc3339 = Format.IsDateTime;
Format.Set('date-time', (text) => isRfc3339(text) && !Number.isNaN(Date.parse(text)));

const compile: FastifySchemaCompiler<TSchema> = ({ schema, httpPart, method, url }) => {
  const shape = schema as Shape;
  if (httpPart === 'body' && isOpen(shape)) throw new Error(`the body of ${method} ${url} lets unknown fields in`);
  const check = Compile(schema);
  const hasFreeText = httpPart === 'body' && holdsFreeText(shape);
  return (value) => {
    const read =
      httpPart === 'querystring'
        ? readQuery(shape, value as Record<string, unknown>)
        : readBody(shape, value, hasFreeText);
    return check.Check(read) ? { value: read } : { error: check.Errors(read) as never };
  };
};

function isOpen(shape: Shape): boolean {
  return (shape.type === 'object' && shape.additionalProperties === undefined) || partsOf(shape).some(isOpen);
}

function partsOf({ properties = {}, anyOf = [], items }: Shape): Shape[] {
  return [...Object.values(properties), ...anyOf, ...(items ? [items] : [])];
}

/** A missing body is an object without fields, so the same rule reports missing fields either way. */
function readBody(shape: Shape, body: unknown, hasFreeText: boolean): unknown {
  const given = shape.type === 'object' ? (body ?? {}) : body;
  return hasFreeText ? masked(shape, given) : given;
}

function holdsFreeText(shape: Shape): boolean {
  return shape[FREE_TEXT] === true || partsOf(shape).some(holdsFreeText);
}

/** The same value with card numbers masked in free text. */
function masked(shape: Shape, value: unknown): unknown {
  if (typeof value === 'string') return isFreeText(shape) ? maskCardNumbers(value) : value;
  if (Array.isArray(value))
    return shape.items === undefined ? value : value.map((one) => masked(shape.items ?? {}, one));
  if (typeof value !== 'object' || value === null) return value;
  const own = Object.entries(shape.properties ?? {}).filter(([name]) => Object.hasOwn(value, name));
  const read = {
    ...value,
    ...Object.fromEntries(own.map(([name, inner]) => [name, masked(inner, (value as Record<string, unknown>)[name])])),
  };
  return (shape.anyOf ?? []).reduce<unknown>((before, form) => masked(form, before), read);
}

function isFreeText({ anyOf = [], ...shape }: Shape): boolean {
  return shape[FREE_TEXT] === true || anyOf.some(isFreeText);
}

/**
 * A query string holds only text: it is read as the number, boolean or list that the schema names, and as nothing else.
 */
function readQuery(shape: Shape, query: Record<string, unknown>): Record<string, unknown> {
  const read: Record<string, unknown> = { ...query };
  for (const [name, { type, default: fallback }] of Object.entries(shape.properties ?? {})) {
    const value = query[name] ?? fallback;
    if (value === undefined) continue;
    read[name] = value;
    if (type === 'array') read[name] = Array.isArray(value) ? value : [value];
    else if (type === 'integer' && typeof value === 'string' && /^-?\d{1,15}$/.test(value)) read[name] = Number(value);
    else if (type === 'boolean' && (value === 'true' || value === 'false')) read[name] = value === 'true';
  }
  return read;
}

/**
 * The fields that do not fit, one line each, the first ten. The validator's second mention of an unknown field is left
 * out.
 */
export function invalidFields(
  found: readonly { keyword: string; instancePath: string; params: unknown; message?: string }[],
): InvalidField[] {
  return found
    .filter(({ keyword }) => keyword !== 'boolean')
    .flatMap(({ keyword, instancePath, params, message }) => {
      const { requiredProperties, additionalProperties } = params as Record<string, string[] | undefined>;
      if (requiredProperties)
        return requiredProperties.map((name) => ({ path: `${instancePath}/${name}`, message: 'is required' }));
      if (additionalProperties)
        return additionalProperties.map((name) => ({ path: `${instancePath}/${name}`, message: 'is not known' }));
      const isWord = keyword === 'format' && String((params as { format?: string }).format).startsWith('program-');
      return [{ path: instancePath, message: isWord ? 'is not known in any program' : (message ?? 'does not fit') }];
    })
    .slice(0, MOST_ERRORS);
}
