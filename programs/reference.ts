import { ProgramDocument } from '../domain/document/program.ts';

type Shape = {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  items?: Shape | Shape[];
  pattern?: string;
  minimum?: number;
  maximum?: number;
  description?: string;
  required?: string[];
  properties?: Record<string, Shape>;
  patternProperties?: Record<string, Shape>;
};

type Line = { path: string; form: string; needed: boolean; about: string };

/** The page of the documentation about documents, made from their schema. */
export function referencePage(): string {
  const { program, texts } = (ProgramDocument as unknown as Shape).properties ?? {};
  const [ofTexts] = Object.values(texts?.patternProperties ?? {});
  return [
    '# The document of a program',
    '',
    'This page is made from the schema in `domain/document/` by `npm run program -- reference`. `<id>` is a name that you choose, `[]` each element of a list. Times of day and dates are in the program’s time zone; durations are ISO 8601 in hours, minutes and seconds, such as `PT1H30M`.',
    '',
    '`npm run program -- check DIR` checks what a schema cannot say: that every role, queue, text, ticket type and result exists, that ladders and calls come in order, that texts can be formatted and use only values that are filled in, and that every language has every name.',
    '',
    '## `program.yaml`',
    '',
    ...table(linesOf(program ?? {}, '')),
    '',
    '## `texts.<locale>.yaml`',
    '',
    ...table(linesOf(ofTexts ?? {}, '')),
    '',
  ].join('\n');
}

function table(lines: readonly Line[]): string[] {
  const rows = lines.map(
    ({ path, form, needed, about }) => `| \`${path}\` | ${needed ? 'yes' : ''} | ${form} | ${about} |`,
  );
  return ['| field | needed | form | what it is |', '| --- | --- | --- | --- |', ...rows];
}

function linesOf(shape: Shape, path: string): Line[] {
  return [
    ...fieldsOf(shape).flatMap(([name, inner]) =>
      fieldLines(inner, path === '' ? name : `${path}.${name}`, shape.required?.includes(name) ?? false),
    ),
    ...Object.values(shape.patternProperties ?? {}).flatMap((inner) => fieldLines(inner, `${path}.<id>`, false)),
    ...elementsOf(shape).flatMap((inner) => linesOf(inner, `${path}[]`)),
    ...(shape.anyOf ?? []).flatMap((inner) => linesOf(inner, kindOf(inner, path))),
  ];
}

/** The days of a week have one form. */
function fieldsOf({ properties = {} }: Shape): [string, Shape][] {
  const { monday } = properties;
  return monday === undefined ? Object.entries(properties) : [['<weekday>', monday]];
}

function fieldLines(shape: Shape, path: string, needed: boolean): Line[] {
  const line = { path, form: formOf(shape), needed, about: escaped(shape.description ?? '') };
  return [line, ...linesOf(shape, path)];
}

function elementsOf({ items }: Shape): Shape[] {
  if (items === undefined) return [];
  return Array.isArray(items) ? [] : [items];
}

/** A form of several is named by its `kind`. */
function kindOf({ properties = {} }: Shape, path: string): string {
  const kind = properties['kind']?.const;
  return kind === undefined ? path : `${path}{${String(kind)}}`;
}

function formOf({ type, anyOf, pattern, minimum, maximum, enum: words, const: only, items }: Shape): string {
  if (only !== undefined) return `\`${String(only)}\``;
  if (words !== undefined) return words.map((word) => `\`${String(word)}\``).join(', ');
  if (anyOf !== undefined) return [...new Set(anyOf.map(formOf))].join(' or ');
  if (type === 'array') return `list of ${Array.isArray(items) ? 'two' : formOf(items ?? {})}`;
  if (pattern?.startsWith('^PT') === true) return 'duration';
  if (pattern?.includes('[0-5]') === true) return '`HH:MM`';
  if (type === 'integer' || type === 'number') return range(minimum, maximum);
  if (type === 'boolean') return '`true` or `false`';
  return type === 'object' ? 'map' : type === 'null' ? '`null`' : 'text';
}

function range(minimum?: number, maximum?: number): string {
  return minimum === undefined || maximum === undefined ? 'number' : `number from ${minimum} to ${maximum}`;
}

const escaped = (text: string) => text.replaceAll('|', '\\|');
