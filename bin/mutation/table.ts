import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../platform/clock.ts';
import { root, runTool } from '../stack/tool.ts';
import { equivalents } from './equivalents.ts';
import { type Found, isNoticed, mutantsOf } from './results.ts';
import type { Part } from './room.ts';
import { rooms } from './rooms.ts';

const page = join(root, 'docs', 'mutation.md');

/**
 * Writes the parts that have just been run completely into docs/mutation.md; other rows stay. @returns 0, or the
 * formatter's code
 */
export async function writeTable(justRun: readonly Part[]): Promise<number> {
  const before = readFileSync(page, 'utf8');
  const row = (part: Part, goal: number) => (justRun.includes(part) ? rowOf(part, goal) : null);
  const rows = rooms.flatMap(({ goal, parts }) => parts.map((part) => row(part, goal) ?? rowIn(before, part, goal)));
  const [head = ''] = before.split('| files');
  const known = equivalents.map(
    ({ file, line, becomes, because }) => `| \`${file}\` | ${code(line)} | ${code(becomes)} | ${because} |`,
  );
  const table = [
    '| files | mutants | noticed | not noticed | equivalent | score | goal | date | commit |',
    rule(9),
    ...rows,
  ];
  const list = ['## Equivalent mutants', '', '| file | line | becomes | because |', rule(4), ...known];
  writeFileSync(page, `${head}${[...table, '', ...list].join('\n')}\n`);
  return runTool([join(root, 'node_modules/oxfmt/bin/oxfmt'), page]);
}

const rule = (columns: number) => `|${' --- |'.repeat(columns)}`;
const code = (text: string) => `\`\` ${text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')} \`\``;

function rowOf(part: Part, goal: number): string | null {
  const mutants = mutantsOf(part);
  if (mutants === null) return null;
  const { noticed, survived, equivalent, score } = totalsOf(mutants);
  const day = systemClock.now().toISOString().slice(0, 10);
  const counts = [mutants.length, noticed, survived, equivalent].join(' | ');
  return `| \`${part.files}\` | ${counts} | ${score} % | ${goal} % | ${day} | ${commit()} |`;
}

/** The score counts only mutants that can be noticed, and is rounded down. */
function totalsOf(mutants: readonly Found[]) {
  const noticed = mutants.filter(isNoticed).length;
  const equivalent = mutants.filter((mutant) => mutant.equivalent !== null).length;
  const countable = mutants.length - equivalent;
  const score = (Math.floor((1000 * noticed) / Math.max(1, countable)) / 10).toFixed(1);
  return { noticed, survived: countable - noticed, equivalent, score };
}

function rowIn(text: string, { files }: Part, goal: number): string {
  const row = text.split('\n').find((line) => line.startsWith(`| \`${files}\` `));
  return row ?? `| \`${files}\` | – | – | – | – | – | ${goal} % | – | – |`;
}

function commit(): string {
  return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();
}
