import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join, relative } from 'node:path';
import { root } from '../../bin/stack/tool.ts';
import { systemClock } from '../../platform/clock.ts';
import { judged, type Judged, type Outcome } from './outcome.ts';

/** The file of the results, with machine and commit. */
export const resultsFile = join(import.meta.dirname, '..', 'results.json');

/** The table of one bench. */
export function tableOf({ bench, size, rows, notes }: Outcome): string {
  const head = ['', 'ours', 'reference', 'ratio', 'goal', ''];
  const body = rows.map((row) => cells(judged(row)));
  const widths = head.map((_, column) => Math.max(...[head, ...body].map((line) => line[column]?.length ?? 0)));
  const lines = [head, ...body].map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [`${bench}: ${size}`, ...lines, ...notes.map((note) => `- ${note}`)].join('\n');
}

function cells({ metric, unit, ours, reference, ratio, goal, met }: Judged): string[] {
  const said = (spread: Judged['reference']) =>
    spread === null ? '' : `${rounded(spread.median)} ${unit} (${rounded(spread.least)}–${rounded(spread.most)})`;
  return [
    metric,
    said(ours),
    said(reference),
    ratio === null ? '' : `${rounded(ratio)} ×`,
    goal,
    met === null ? '' : met ? 'met' : 'MISSED',
  ];
}

function rounded(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** Puts a bench's outcome into the results; those of other benches stay. */
export function keep({ bench, size, rows, notes }: Outcome): void {
  const kept = existsSync(resultsFile)
    ? (JSON.parse(readFileSync(resultsFile, 'utf8')) as Record<string, unknown>)
    : {};
  const [cpu] = cpus();
  const machine = {
    cpu: cpu?.model.trim(),
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
  const entry = {
    at: systemClock.now().toISOString(),
    commit: commit(),
    machine,
    load: loadavg(),
    size,
    rows: rows.map((row) => ({ ...judged(row), rounds: row })),
    notes,
  };
  writeFileSync(resultsFile, resultsText({ ...kept, [bench]: entry }));
}

/** The results in the formatter's form, so that a bench leaves the format check green. */
export function resultsText(results: Record<string, unknown>): string {
  const oxfmt = join(root, 'node_modules/oxfmt/bin/oxfmt');
  const args = [oxfmt, `--stdin-filepath=${relative(root, resultsFile)}`];
  return execFileSync(process.execPath, args, { cwd: root, input: JSON.stringify(results, null, 2), encoding: 'utf8' });
}

function commit(): string {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
    return git('status', '--porcelain') === '' ? git('rev-parse', 'HEAD') : `${git('rev-parse', 'HEAD')}, with changes`;
  } catch {
    return 'unknown';
  }
}
