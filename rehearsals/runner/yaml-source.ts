import { type Document, isMap, isNode, isSeq, LineCounter, parseDocument } from 'yaml';
import type { Json } from './json.ts';
import { Mistakes } from './scenario.ts';

export type SourcePath = readonly (string | number)[];

/** The plain value of a YAML file. `lineOf` gives the first line (from 1) of the part at a path, with its key. */
export type YamlSource = { value: Json; lineOf(path: SourcePath): number };

/**
 * Reads one YAML document (YAML 1.2 core schema, so dates stay text).
 * @throws ScenarioError naming file and line for each mistake of the YAML itself
 */
export function readYaml(file: string, text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  const mistakes = new Mistakes(file);
  const told = new Set<number>();
  for (const { linePos, message } of document.errors) {
    const line = linePos?.[0].line ?? 1;
    // Only the first error of a line is reported: later ones mostly follow from it.
    if (told.has(line)) continue;
    told.add(line);
    const hint = /\$\{/.test(lineOfText(text, line)) ? ' (inside { } and [ ] quote it: "${name}")' : '';
    mistakes.add(line, null, `${(message.split(' at line')[0] ?? '').trim()}${hint}`);
  }
  mistakes.throwAny();
  return {
    value: (document.toJS() ?? null) as Json,
    lineOf: (path) => lines.linePos(offsetOf(document, path)).line || 1,
  };
}

function lineOfText(text: string, line: number): string {
  return text.split('\n')[line - 1] ?? '';
}

/** The offset of the deepest existing part of the path. */
function offsetOf(document: Document, path: SourcePath): number {
  let node: unknown = document.contents;
  let offset = start(node) ?? 0;
  for (const key of path) {
    let found: unknown;
    if (isMap(node)) {
      const pair = node.items.find((item) => String(isNode(item.key) ? item.key.toJSON() : item.key) === String(key));
      if (pair === undefined) return offset;
      offset = start(pair.key) ?? offset;
      found = pair.value;
    } else if (isSeq(node)) {
      found = node.items[Number(key)];
      offset = start(found) ?? offset;
    }
    node = found;
  }
  return offset;
}

function start(node: unknown): number | undefined {
  return isNode(node) ? (node.range?.[0] ?? undefined) : undefined;
}
