// Owns the sentence about a setting that does not fit: its name, what was there, what would fit. Refuses to show whatever
// may be a secret: of texts only those whose schema says that they may be shown.
import type { TSchema } from 'typebox';

type Shape = {
  type?: string;
  description?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  anyOf?: { const?: unknown }[];
  /** What a text with a pattern looks like, in words. */
  fits?: string;
  mayBeShown?: boolean;
};

const LONGEST_SHOWN = 60;

/** One line, without its end. `value` is what was there, `undefined` where nothing was. */
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

// In quotes and on one line, whatever it holds; an address without the user and the password that stand in it.
function shown(value: string): string {
  const harmless = value.replace(/\/\/.*@/s, '//…@');
  return JSON.stringify(harmless.length > LONGEST_SHOWN ? `${harmless.slice(0, LONGEST_SHOWN)}…` : harmless);
}
