// Sentences in errors, refusals and problems, and log lines are not mutated: only people read them, and a test that
// repeats them proves nothing.
import type { Ignorer, NodePath } from '@stryker-mutator/api/ignore';
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** The parts of a syntax tree node that we read. */
type Node = {
  type: string;
  name?: string;
  value?: unknown;
  quasis?: { value: { raw: string } }[];
  key?: Node;
  expression?: Node;
  callee?: Node;
  object?: Node;
  property?: Node;
};
type Path = NodePath & { node: Node; parentPath: Path | null };

const ignorer: Ignorer = {
  shouldIgnore(path: NodePath): string | undefined {
    const { node, parentPath } = path as Path;
    if (isLogLine(node)) return 'a log line';
    return isSentence(node) && parentPath !== null && isSaid(parentPath.node) ? 'a text for people' : undefined;
  },
};

/** A log line is neither changed nor removed. */
function isLogLine({ type, callee, expression }: Node): boolean {
  if (type === 'ExpressionStatement') return expression !== undefined && isLogLine(expression);
  const logger = callee?.object?.property?.name ?? callee?.object?.name ?? '';
  return type === 'CallExpression' && /^(log|logger)$/.test(logger);
}

/** A code has no blanks. */
function isSentence({ value, quasis }: Node): boolean {
  const text = typeof value === 'string' ? value : (quasis ?? []).map((part) => part.value.raw).join('');
  return text.includes(' ');
}

function isSaid({ type, callee, key }: Node): boolean {
  if (type === 'NewExpression') return /(Error|Failed|Unfit|Timeout)$/.test(callee?.name ?? '');
  return callee?.name === 'refusal' || key?.name === 'detail';
}

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'texts-for-people', ignorer)];
