import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, runTool } from '../stack/tool.ts';
import type { Part } from './room.ts';

const folder = join(root, '.careline', 'mutation');
const sandbox = join(folder, 'sandbox');

/** The results of a run over a whole part; the file is missing before the first complete run. */
export const resultsOf = (part: Part): string => join(folder, `${nameOf(part)}.json`);

const nameOf = ({ files }: Part) => files.replace(/\W+/g, '-');

/** Mutates `files` (all of the part or some) and runs its tests. @returns StrykerJS's exit code */
export function mutate(part: Part, files: readonly string[]): Promise<number> {
  const config = join(folder, 'config.json');
  mkdirSync(folder, { recursive: true });
  // A killed run leaves its copy of the clone behind.
  rmSync(sandbox, { recursive: true, force: true });
  writeFileSync(config, JSON.stringify({ ...options, ...optionsOf(part, files) }));
  forgetUnreached(knownOf(part));
  return runTool([join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js'), 'run', config], {
    env: { CARELINE_MUTATION: 'yes' },
  });
}

const knownOf = (part: Part) => join(folder, 'known', `${nameOf(part)}.json`);

type Known = { files: Record<string, { mutants: { status: string; static?: boolean }[] }> };

/**
 * StrykerJS cannot tell which tests notice code that runs while files are loaded, and would not try new tests on it.
 */
function forgetUnreached(path: string): void {
  if (!existsSync(path)) return;
  const known = JSON.parse(readFileSync(path, 'utf8')) as Known;
  for (const file of Object.values(known.files)) {
    file.mutants = file.mutants.filter(
      (mutant) => !((mutant.static === true && mutant.status === 'Survived') || mutant.status === 'NoCoverage'),
    );
  }
  writeFileSync(path, JSON.stringify(known));
}

const plugin = (name: string) => join(import.meta.dirname, `${name}.ts`);

const options = {
  packageManager: 'npm',
  plugins: [plugin('related-tests'), plugin('texts-for-people')],
  testRunner: 'related-tests',
  testRunnerNodeArgs: ['--disable-warning=ExperimentalWarning'],
  ignorers: ['texts-for-people'],
  coverageAnalysis: 'perTest',
  incremental: true,
  warnings: { unknownOptions: false, slow: false },
  concurrency: 3,
  dryRunTimeoutMinutes: 15,
  // A machine that others use is slow; that must not look like an endless loop.
  timeoutMS: 30_000,
  tempDirName: sandbox,
  cleanTempDir: 'always',
  ignorePatterns: ['.careline', 'web', 'docs/images'],
  // The downloaded programs and the built console are linked, not copied.
  buildCommand: `ln -s "${join(root, '.careline')}" "${join(root, 'web')}" .`,
  // TypeScript 7 has no API to read it, and a single project has no references to rewrite.
  tsconfigFile: 'none.json',
  disableTypeChecks: false,
  reporters: ['clear-text', 'progress-append-only', 'json'],
  clearTextReporter: { allowColor: false, allowEmojis: false, logTests: false, reportTests: false },
};

function optionsOf(part: Part, files: readonly string[]): object {
  const patterns = part.tests.map((place) => (place.endsWith('.ts') ? place : `${place}/**/*.test.ts`));
  const tests = globSync(patterns, { cwd: root, exclude: part.without ?? [] }).toSorted();
  const isWhole = files.length === globSync(part.files, { cwd: root }).length;
  return {
    mutate: files,
    // StrykerJS continues from here, even after an interruption, and repeats only what changes in code or tests affect.
    incrementalFile: knownOf(part),
    jsonReporter: { fileName: isWhole ? resultsOf(part) : join(folder, 'some.json') },
    relatedTests: tests,
  };
}
