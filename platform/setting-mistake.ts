// A message about a setting never shows a value that may be secret: a text is shown only if its schema allows it.
import type { TSchema } from 'typebox';

type Shape = {
  type?: string;
  description?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  anyOf?: { const?: unknown }[];
  /** The form of a text with a pattern, in words. */
  fits?: string;
  mayBeShown?: boolean;
};

const LONGEST_SHOWN = 60;

/** One line without its line break. `value` is the given value, `undefined` where none was given. */
export function mistakeIn(name: string, schema: TSchema, value: unknown): string {
  const shape = schema as Shape;
  if (value === undefined) return `${name} is missing: ${shape.description}`;
  const wanted = `must be ${whatFits(shape)}`;
  if (shape.type === 'string' && shape.mayBeShown !== true) return `${name} does not fit, it ${wanted}`;
  return `${name} is ${shown(String(value))}, but it ${wanted}`;
}

function whatFits({ type, minimum, maximum, minLength, anyOf, fits }: Shape): string {
  if (type === 'boolean') return 'true or false';
  if (type === 'integer') return `a whole number from ${minimum} to ${maximum}`;
  if (anyOf !== undefined) return `one of ${anyOf.map((word) => String(word.const)).join(', ')}`;
  return fits ?? `a text of at least ${minLength} characters`;
}

// In quotes and on one line; user and password of an address are left out.
function shown(value: string): string {
  const harmless = value.replace(/\/\/.*@/s, '//…@');
  return JSON.stringify(harmless.length > LONGEST_SHOWN ? `${harmless.slice(0, LONGEST_SHOWN)}…` : harmless);
}
