// A program's files are YAML, so that people can write why beside a number. JSON is YAML too.
import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  LineCounter,
  type Document,
  parseDocument,
  type ParsedNode,
  stringify,
} from 'yaml';
import type { ProgramDocument } from '../domain/document/program.ts';

/** The text of each file, by name: `program.yaml`, `texts.<locale>.yaml` and `holidays.<list>.yaml`. */
export type ProgramSource = Readonly<Record<string, string>>;

/** A place in a document: a JSON pointer, and its file and line where there is a source. Lines count from 1. */
export type Place = { path: string; file: string | null; line: number | null };

/** A mistake, or a warning that stops nothing. `code` is stable, `text` is for people and says what would fit. */
export type Problem = Place & { severity: 'error' | 'warning'; code: string; text: string };

/** A source as it was read. `document` may be anything until it is checked. */
export type ReadSource = { document: unknown; problems: Problem[]; placeOf(path: string): Place };

const RULES = 'program.yaml';
const OTHERS = /^(texts|holidays)\.([^.]+)\.yaml$/;

type Yaml = { parsed: Document.Parsed<ParsedNode>; lines: LineCounter; value: unknown; faults: Fault[] };
type Fault = { line: number; message: string };
type File = Yaml & { name: string; at: readonly string[] };

/** Reads a program's files. A file that is no YAML, or does not belong here, is a problem, not an error. */
export function readSource(source: ProgramSource): ReadSource {
  const problems: Problem[] = [];
  const files = Object.entries(source).flatMap(([name, text]) => {
    const at = pathOf(name);
    if (at !== null) return [readFile(name, at, text, problems)];
    problems.push(
      problem(
        { path: '', file: name, line: null },
        'unknown-file',
        `${name} is neither program.yaml nor texts.<locale>.yaml nor holidays.<list>.yaml`,
      ),
    );
    return [];
  });
  const named = (kind: string) =>
    Object.fromEntries(files.flatMap(({ at, value }) => (at[0] === kind ? [[`${at[1]}`, value]] : [])));
  const rules = files.find(({ name }) => name === RULES);
  const document = {
    ...(rules === undefined ? {} : { program: rules.value }),
    texts: named('texts'),
    ...(files.some(({ at }) => at[0] === 'holidays') ? { holidays: named('holidays') } : {}),
  };
  return { document, problems, placeOf: (path) => placeIn(files, path) };
}

/** A document as files, for one that was not written as such. */
export function sourceOf({ program, texts, holidays = {} }: ProgramDocument): ProgramSource {
  const written = (value: unknown) => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false });
  const files = (kind: string, named: Readonly<Record<string, unknown>>) =>
    Object.entries(named).map(([name, one]) => [`${kind}.${name}.yaml`, written(one)] as const);
  return Object.fromEntries([[RULES, written(program)], ...files('texts', texts), ...files('holidays', holidays)]);
}

export function problem(place: Place, code: string, text: string, severity: Problem['severity'] = 'error'): Problem {
  return { ...place, severity, code, text };
}

function pathOf(name: string): readonly string[] | null {
  if (name === RULES) return ['program'];
  const [, kind, id] = OTHERS.exec(name) ?? [];
  return kind === undefined || id === undefined ? null : [kind, id];
}

function readFile(name: string, at: readonly string[], text: string, problems: Problem[]): File {
  const yaml = readYaml(text);
  for (const { line, message } of yaml.faults)
    problems.push(problem({ path: pointer(at), file: name, line }, 'yaml', message));
  return { ...yaml, name, at };
}

/** Reads a text that may be anything. A text with faults has the value `null`. */
export function readYaml(text: string): Yaml {
  const lines = new LineCounter();
  const parsed = parseDocument(text, { lineCounter: lines, prettyErrors: false, stringKeys: true });
  const faults = parsed.errors.map(({ message, pos }) => ({ line: lines.linePos(pos[0]).line, message }));
  if (faults.length > 0) return { parsed, lines, value: null, faults };
  try {
    return { parsed, lines, value: plain(parsed), faults };
  } catch (error) {
    return { parsed, lines, value: null, faults: [{ line: 1, message: (error as Error).message }] };
  }
}

/** @throws Error for a name that is not there, one that is used too often, and a part that holds itself */
function plain(parsed: Document.Parsed<ParsedNode>): unknown {
  const value: unknown = parsed.toJS({ maxAliasCount: 100 });
  // Throws for a circle.
  JSON.stringify(value);
  return value;
}

/** The place of a part, or of the nearest part around one that is missing. */
function placeIn(files: readonly File[], path: string): Place {
  const steps = stepsOf(path);
  const file = files.find(({ at }) => at.every((step, index) => steps[index] === step));
  if (file === undefined) return { path, file: null, line: null };
  const offset = offsetOf(file, steps.slice(file.at.length));
  return { path, file: file.name, line: file.lines.linePos(offset).line };
}

function offsetOf({ parsed }: File, steps: readonly string[]): number {
  let node: unknown = parsed.contents;
  let offset = parsed.contents?.range[0] ?? 0;
  for (const step of steps) {
    if (isAlias(node)) node = node.resolve(parsed);
    if (!isCollection(node)) break;
    const key = isMap(node) ? node.items.find((pair) => String(pair.key) === step)?.key : undefined;
    const value: unknown = node.get(isMap(node) ? step : Number(step), true);
    const found = isNode(key) ? key : value;
    if (!isNode(found)) break;
    offset = found.range?.[0] ?? offset;
    node = value;
  }
  return offset;
}

/** RFC 6901 */
export function pointer(steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The steps of a JSON pointer. */
export function stepsOf(path: string): string[] {
  const steps = path.split('/').slice(1);
  return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}
