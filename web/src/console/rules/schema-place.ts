// What the JSON Schema of a program allows at a place of a YAML text. The text is being typed, so it is read by its
// indentation and not parsed.

export type Schema = {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  patternProperties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema | Schema[];
  description?: string;
};

/** A key, or `null` for an item of a list. */
export type Step = string | null;

export type Place = {
  /** The steps to the map that a key is typed in, or to the key whose value is typed. */
  path: Step[];
  isValue: boolean;
  /** Where the word that is typed begins in its line. */
  from: number;
};

const KEY = /^([\w.-]+):(?=\s|$)/;

/** The place of the end of the last line. */
export function placeAtEnd(lines: readonly string[]): Place {
  const line = lines.at(-1) ?? '';
  const word = /[\w.*-]*$/.exec(line)?.[0] ?? '';
  const from = line.length - word.length;
  const inFlow = flowSteps(line.slice(0, from));
  const begins = inFlow?.begins ?? from;
  const own = ownSteps(line, begins);
  const limit = own.limit ?? (line.trim() === '' ? line.length : indentOf(line));
  const above = stepsAbove(lines.slice(0, -1), limit);
  const before = [...above, ...own.steps];
  if (inFlow !== null) return { path: [...before, ...inFlow.steps], isValue: inFlow.isValue, from };
  return { path: before, isValue: own.steps.some((step) => step !== null), from };
}

/** The dashes and the key of a line, left of a column. */
function ownSteps(line: string, until: number): { steps: Step[]; limit: number | null } {
  const steps: Step[] = [];
  let at = indentOf(line);
  let limit: number | null = null;
  while (line[at] === '-' && line[at + 1] === ' ' && at < until) {
    limit ??= at;
    steps.push(null);
    at += 2;
    while (line[at] === ' ') at += 1;
  }
  const key = KEY.exec(line.slice(at))?.[1];
  if (key !== undefined && at + key.length < until) {
    limit ??= at;
    steps.push(key);
  }
  return { steps, limit };
}

function stepsAbove(lines: readonly string[], from: number): Step[] {
  const steps: Step[] = [];
  let limit = from;
  for (const line of lines.toReversed()) {
    if (limit === 0) break;
    if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
    const indent = indentOf(line);
    if (indent >= limit) continue;
    const own = ownSteps(line, line.length + 1);
    // A key beside a dash belongs to the item only if it is left of what is typed.
    const keyAt = line.length - line.slice(indent).replace(/^(?:-\s+)+/, '').length;
    const reached = own.steps.filter((step) => step === null || keyAt < limit);
    steps.unshift(...reached);
    limit = indent;
  }
  return steps;
}

const indentOf = (line: string) => /^ */.exec(line)?.[0].length ?? 0;

/** The steps inside `{ … }` and `[ … ]` of one line, or `null` outside of them. */
function flowSteps(text: string): { steps: Step[]; isValue: boolean; begins: number } | null {
  const open: { at: number; isList: boolean; key: string | null }[] = [];
  let last = 0;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    const inner = open.at(-1);
    if (sign === '{' || sign === '[') open.push({ at, isList: sign === '[', key: null });
    else if (sign === '}' || sign === ']') open.pop();
    else if (sign === ',' && inner !== undefined) inner.key = null;
    else if (sign === ':' && inner !== undefined) inner.key = /[\w.-]+$/.exec(text.slice(last, at))?.[0] ?? null;
    if (sign !== undefined && '{[,:'.includes(sign)) last = at + 1;
  }
  const [first] = open;
  if (first === undefined) return null;
  const steps = open.flatMap(({ isList, key }): Step[] => {
    if (isList) return [null];
    return key === null ? [] : [key];
  });
  const inner = open.at(-1);
  return { steps, isValue: inner?.isList === true || (inner?.key ?? null) !== null, begins: first.at };
}

/** Every schema that may hold at a path. */
export function schemasAt(schema: Schema, path: readonly Step[]): Schema[] {
  return path.reduce<Schema[]>((found, step) => found.flatMap((one) => stepInto(one, step)), variants(schema));
}

function variants(schema: Schema): Schema[] {
  return schema.anyOf === undefined ? [schema] : schema.anyOf.flatMap(variants);
}

function stepInto(schema: Schema, step: Step): Schema[] {
  if (step === null) {
    const items = Array.isArray(schema.items) ? schema.items : [schema.items ?? []].flat();
    return items.flatMap(variants);
  }
  const own = schema.properties?.[step];
  if (own !== undefined) return variants(own);
  const patterns = Object.entries(schema.patternProperties ?? {});
  const fitting = patterns.filter(([pattern]) => new RegExp(pattern, 'u').test(step)).map(([, one]) => one);
  return fitting.flatMap(variants);
}

export type Offer = { label: string; detail: string };

/** The keys of a map there. */
export function keysAt(schema: Schema, path: readonly Step[]): Offer[] {
  const found = schemasAt(schema, path).flatMap(({ properties }) => Object.entries(properties ?? {}));
  return [...new Map(found.map(([label, { description }]) => [label, { label, detail: description ?? '' }])).values()];
}

/** The values that may be written there, where the schema lists them. */
export function valuesAt(schema: Schema, path: readonly Step[]): Offer[] {
  return schemasAt(schema, path).flatMap(({ type, const: only, enum: several = [], description = '' }) => {
    const values = only === undefined ? [...several] : [only];
    if (type === 'boolean') values.push(true, false);
    if (type === 'null') values.push('null');
    return values.map((value) => ({ label: String(value), detail: description }));
  });
}

/** The name of what a value there refers to: `roles`, `texts`. */
export function referenceAt(schema: Schema, path: readonly Step[]): string | null {
  for (const { description = '' } of [...schemasAt(schema, path), ...schemasAt(schema, path.slice(0, -1))]) {
    const named = /of `(roles|texts)`$/.exec(description)?.[1];
    if (named !== undefined) return named;
  }
  return null;
}
