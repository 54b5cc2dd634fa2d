import { Compile } from 'typebox/compile';
import { Settings } from 'typebox/system';
import { ProgramDocument } from '../../domain/document/program.ts';
import { pointer, stepsOf } from '../source.ts';

/** A mistake of form. `path` is a JSON pointer. */
export type Mistake = { path: string; code: string; text: string };

type Shape = {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  pattern?: string;
  description?: string;
  items?: Shape | Shape[];
  properties?: Record<string, Shape>;
  patternProperties?: Record<string, Shape>;
  additionalProperties?: Shape | false;
};
type Checker = ReturnType<typeof compileSchema>;
type Fault = ReturnType<Checker['Errors']>[number];

let kept: Checker | null = null;

// Compiled when it is first needed: most processes and tests check no document.
function compileSchema() {
  Settings.Set({ maxErrors: 2_000 });
  return Compile(ProgramDocument);
}

/** What in a document is not of the form that its schema demands. Empty: it is a `ProgramDocument`. */
export function mistakesOfForm(document: unknown): Mistake[] {
  const check = (kept ??= compileSchema());
  if (check.Check(document)) return [];
  const faults = check.Errors(document).filter((fault) => isOfThisBranch(fault, document));
  const mistakes = faults.flatMap((fault) => mistakesIn(fault, document));
  return [...new Map(mistakes.map((one) => [`${one.path} ${one.text}`, one])).values()];
}

// A value that may have several forms gets the errors of the form that it means.
function isOfThisBranch({ schemaPath, instancePath }: Fault, document: unknown): boolean {
  const parts = schemaPath.split('/anyOf/');
  return parts.slice(1).every((rest, index) => {
    const union = schemaAt(parts.slice(0, index + 1).join('/anyOf/'));
    const depth = stepsIn(union.path);
    const value = valueAt(
      document,
      instancePath
        .split('/')
        .slice(0, depth + 1)
        .join('/'),
    );
    const branches = union.shape.anyOf ?? [];
    return branchFor(branches, value) === Number(rest.split('/')[0]);
  });
}

function branchFor(branches: readonly Shape[], value: unknown): number | null {
  const kind = (value as { kind?: unknown } | null)?.kind;
  const fits = (shape: Shape) => {
    if (shape.properties?.['kind'] !== undefined) return shape.properties['kind'].const === kind;
    return shape.type === jsonType(value);
  };
  const found = branches.findIndex(fits);
  return found === -1 ? null : found;
}

function mistakesIn(fault: Fault, document: unknown): Mistake[] {
  const { keyword, instancePath: path, params } = fault;
  const { shape } = schemaAt(fault.schemaPath);
  if (keyword === 'boolean') return [];
  if (keyword === 'required') {
    const { requiredProperties } = params as { requiredProperties: string[] };
    return requiredProperties.map((name) => missing(path, name, shape));
  }
  if (keyword === 'additionalProperties') {
    const { additionalProperties } = params as { additionalProperties: string[] };
    return additionalProperties.map((name) => unknown(path, name, shape));
  }
  const value = valueAt(document, path);
  if (keyword === 'anyOf' && branchFor(shape.anyOf ?? [], value) !== null) return [];
  return [{ path, code: 'unfit', text: `is ${shown(value)}, but must be ${wanted(shape, fault.message)}` }];
}

function missing(path: string, name: string, { properties = {} }: Shape): Mistake {
  const about = properties[name]?.description;
  return { path, code: 'missing', text: `has no \`${name}\`${about === undefined ? '' : `: ${lowered(about)}`}` };
}

function unknown(path: string, name: string, { properties }: Shape): Mistake {
  const known = Object.keys(properties ?? {});
  const text =
    known.length > 0
      ? `\`${name}\` is not known here; known are ${known.join(', ')}`
      : `\`${name}\` cannot be a name here; a name has small letters, digits and hyphens`;
  return { path: `${path}${pointer([name])}`, code: 'unknown-field', text };
}

function wanted(shape: Shape, message: string): string {
  const words = shape.enum ?? shape.anyOf?.flatMap((one) => (one.const === undefined ? [] : [one.const]));
  if (shape.const !== undefined) return `\`${String(shape.const)}\``;
  if (words !== undefined && words.length > 0) return `one of ${words.map(String).join(', ')}`;
  if (shape.pattern?.startsWith('^PT')) return 'a duration of hours, minutes and seconds, such as PT10M or PT1H30M';
  const about = shape.description === undefined ? '' : ` (${lowered(shape.description)})`;
  return `${message.replace(/^must (?:be |match )?/, '').replace('either string or object', 'a text')}${about}`;
}

const lowered = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);
const LONGEST_SHOWN = 60;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

function jsonType(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function valueAt(document: unknown, path: string): unknown {
  return stepsOf(path).reduce<unknown>(
    (value, step) => (value as Record<string, unknown> | undefined)?.[step],
    document,
  );
}

const VALUES = new Set(['properties', 'patternProperties', 'items', 'additionalProperties', 'prefixItems']);

/** The schema at a schema path, and the same path without what does not descend into the value. */
function schemaAt(path: string): { shape: Shape; path: string } {
  const steps = path.split('/').slice(1);
  const shape = steps.reduce<unknown>((one, step) => (one as Record<string, unknown>)[step], ProgramDocument);
  return { shape: shape as Shape, path };
}

/** How many steps a schema path goes down into the value. */
function stepsIn(path: string): number {
  const steps = path.split('/').slice(1);
  let depth = 0;
  for (let at = 0; at < steps.length; at += 1) {
    const step = steps[at] ?? '';
    if (step === 'anyOf') at += 1;
    else if (VALUES.has(step)) {
      depth += 1;
      if (step === 'properties' || step === 'patternProperties') at += 1;
      else if (/^\d+$/.test(steps[at + 1] ?? '')) at += 1;
    }
  }
  return depth;
}
