// Forms change the text of a file. Comments, and the form of every line that is not changed, stay as they are.
import {
  type Alias,
  type Document,
  isAlias,
  isCollection,
  isNode,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  stringify,
  visit,
} from 'yaml';
import { lineDiff } from './line-diff.ts';

export type Path = readonly (string | number)[];

const WRITTEN = { lineWidth: 0, singleQuote: true } as const;

/** What a file says; `undefined` while it is no YAML. */
export function readYaml(text: string): unknown {
  const parsed = parseDocument(text);
  return parsed.errors.length > 0 ? undefined : parsed.toJS();
}

/** A value as a file of its own. */
export function writtenYaml(value: unknown): string {
  return stringify(value, WRITTEN);
}

/** The text with a value at a path; `undefined` takes the value away. A text that is no YAML stays as it is. */
export function withValue(text: string, path: Path, value: unknown): string {
  return changed(text, (document) => setAt(document, path, value));
}

/** The text with several values, in order. */
export function withValues(text: string, values: readonly { path: Path; value: unknown }[]): string {
  return changed(text, (document) => {
    for (const { path, value } of values) setAt(document, path, value);
  });
}

function setAt(document: Document, given: Path, value: unknown): void {
  unshare(document, given);
  const path = steppedIn(document, given);
  if (value === undefined) {
    document.deleteIn(path);
    return;
  }
  const old = document.getIn(path, true);
  const isPlain = typeof value !== 'object' || value === null;
  if (isScalar(old) && isPlain) {
    old.value = value;
    // A block or quoted text keeps its form, a plain one is quoted only where YAML needs it.
    delete old.source;
  } else document.setIn(path, likeThe(old, document.createNode(value)));
}

/** A step that looks like a number is a place only in a list. */
function steppedIn(document: Document, path: Path): Path {
  return path.map((step, depth) => {
    const around = document.getIn(path.slice(0, depth), true);
    return isSeq(around) || around === undefined ? step : String(step);
  });
}

/** A list that was written on one line stays on one line, and keeps its comments. */
function likeThe(old: unknown, fresh: Node): Node {
  if (isCollection(fresh)) fresh.flow = isCollection(old) ? old.flow === true : isShort(fresh);
  if (isNode(old)) {
    fresh.commentBefore = old.commentBefore ?? null;
    fresh.comment = old.comment ?? null;
  }
  return fresh;
}

const isShort = (node: Node) => JSON.stringify(node).length < 100;

/** A part that is written once and used at several places is copied before it changes, so that one place changes. */
function unshare(document: Document, path: Path): void {
  for (let depth = 1; depth <= path.length; depth += 1) {
    const place = path.slice(0, depth);
    const node = document.getIn(place, true);
    if (isAlias(node)) document.setIn(place, copyOf(node, document));
    else if (isNode(node) && anchorOf(node) !== undefined) spreadOut(document, node);
  }
}

const anchorOf = (node: object) => ('anchor' in node && typeof node.anchor === 'string' ? node.anchor : undefined);

/** Writes a shared part out at every place that uses it. */
function spreadOut(document: Document, shared: Node): void {
  const anchor = anchorOf(shared);
  visit(document, { Alias: (_, alias) => (alias.source === anchor ? copyOf(alias, document) : undefined) });
  delete (shared as { anchor?: string }).anchor;
}

function copyOf(alias: Alias, document: Document): Node | undefined {
  const copy = alias.resolve(document)?.clone() as Node | undefined;
  if (copy === undefined) return undefined;
  delete (copy as { anchor?: string }).anchor;
  copy.commentBefore = null;
  visit(copy, {
    Node: (_, node) => {
      node.comment = null;
      node.commentBefore = null;
    },
  });
  return copy;
}

function changed(text: string, change: (document: Document) => void): string {
  const document = parseDocument(text);
  if (document.errors.length > 0) return text;
  const plain = document.toString(WRITTEN);
  change(document);
  return keptLines(text, plain, document.toString(WRITTEN));
}

/** `changed` with the lines of `text` where it says the same as `plain`, which is `text` as the library writes it. */
function keptLines(text: string, plain: string, after: string): string {
  const own = text.split('\n');
  if (own.length !== plain.split('\n').length) return after;
  const lines = lineDiff(plain, after).flatMap((line) => {
    if (line.kind === 'gone') return [];
    return line.before === null ? [tight(line.text)] : [own[line.before - 1] ?? line.text];
  });
  const kept = lines.join('\n');
  return sameMeaning(kept, after) ? kept : after;
}

/** Lists as people write them: `[klo, support]`. */
const tight = (line: string) => (/['"#]/.test(line) ? line : line.replaceAll('[ ', '[').replaceAll(' ]', ']'));

const sameMeaning = (one: string, other: string) => JSON.stringify(readYaml(one)) === JSON.stringify(readYaml(other));
