// Runs tests for one mutant file by file, the quickest first, up to the first failure. Code and tests stay loaded from
// mutant to mutant.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { MutantCoverage, StrykerOptions } from '@stryker-mutator/api/core';
import { commonTokens, declareFactoryPlugin, type Injector, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import type { PluginContext } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  type DryRunResult,
  type MutantRunOptions,
  type MutantRunResult,
  MutantRunStatus,
  type TestRunner,
  TestStatus,
} from '@stryker-mutator/api/test-runner';
import { loadAgain, OUTSIDE, prepareForTests, type Ran, runFile } from './test-files.ts';

/** A test file: the time of each test in the first run, by its id, and the mutants that its tests reached. */
type TestFile = { path: string; milliseconds: Record<string, number>; mutants: string[] };

/** The variables that StrykerJS's changed code reads and writes. */
type Mutated = {
  activeMutant?: string;
  currentTestId?: string;
  mutantCoverage?: MutantCoverage;
  hitCount?: number;
  hitLimit?: number;
};

// The first run and the mutants' runs are separate processes that share the sandbox.
const known = () => join(process.cwd(), '.related-tests.json');

const mutated = ((globalThis as { __stryker__?: Mutated }).__stryker__ ??= {});

function relatedTests(injector: Injector<PluginContext>): TestRunner {
  const { relatedTests: places } = injector.resolve(commonTokens.options) as StrykerOptions & {
    relatedTests: string[];
  };
  return {
    capabilities: () => ({ reloadEnvironment: true }),
    init: prepareForTests,
    async dryRun(): Promise<DryRunResult> {
      const ran: Ran[] = [];
      for (const path of places.map((place) => resolve(place))) ran.push(...(await firstRun(path)));
      const { mutantCoverage = { static: {}, perTest: {} } } = mutated;
      writeFileSync(known(), JSON.stringify(testFiles(ran, mutantCoverage)));
      return { status: DryRunStatus.Complete, tests: ran.map(resultOf), mutantCoverage };
    },
    mutantRun,
  };
}
relatedTests.inject = tokens(commonTokens.injector);

async function firstRun(path: string): Promise<Ran[]> {
  // Code reached in hooks around the tests counts for each test of the file.
  const aroundTests = `${path} hooks`;
  const listener = (id: string | null) => void (mutated.currentTestId = id ?? aroundTests);
  await runFile(path, { isWanted: () => false, bail: false });
  mutated.currentTestId = aroundTests;
  const ran = await runFile(path, { isWanted: () => true, listener, bail: false });
  delete mutated.currentTestId;
  const coverage = mutated.mutantCoverage?.perTest ?? {};
  const { [aroundTests]: around = {} } = coverage;
  delete coverage[aroundTests];
  for (const { id } of ran) coverage[id] = { ...around, ...coverage[id] };
  return ran;
}

async function mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
  const { testFilter, activeMutant, hitLimit, reloadEnvironment } = options;
  if (reloadEnvironment) loadAgain();
  const isWanted = (id: string) => testFilter === undefined || testFilter.includes(id);
  let nrOfTests = 0;
  for (const file of filesFor(options)) {
    Object.assign(mutated, {
      activeMutant: activeMutant.id,
      hitLimit,
      hitCount: hitLimit === undefined ? undefined : 0,
    });
    const ran = await runFile(file.path, { isWanted, bail: true, cost: (id) => file.milliseconds[id] ?? 0 }).catch(
      (error: unknown) => [cannotBeLoaded(file.path, error)],
    );
    delete mutated.activeMutant;
    const endless = determineHitLimitReached(mutated.hitCount, hitLimit);
    if (endless) return { status: MutantRunStatus.Timeout, reason: endless.reason ?? '' };
    nrOfTests += ran.length;
    const failed = failedIn(ran);
    if (failed === undefined) continue;
    await expectGreenWithout(failed, options, isWanted);
    return { status: MutantRunStatus.Killed, killedBy: [failed.id], failureMessage: failed.failure ?? '', nrOfTests };
  }
  return { status: MutantRunStatus.Survived, nrOfTests };
}

/**
 * If the test fails without the mutant too, an earlier mutant has left something behind.
 * @throws Error in that case; StrykerJS tries the mutant again in a new process
 */
async function expectGreenWithout(
  { id, file }: Ran,
  { testFilter }: MutantRunOptions,
  isWanted: (id: string) => boolean,
): Promise<void> {
  // The mutant was active while files were loaded.
  if (testFilter === undefined) loadAgain();
  const isOfTest = !id.endsWith(OUTSIDE);
  const again = await runFile(file, { isWanted: isOfTest ? (one) => one === id : isWanted, bail: true });
  const failure = failedIn(again)?.failure;
  if (failure) throw new Error(`${id} fails without the mutant as well: ${failure}`);
}

const failedIn = (ran: readonly Ran[]) => ran.find(({ failure }) => failure !== null);

/** A file that cannot be loaded is red under `npm test`, so the mutant is noticed. */
function cannotBeLoaded(file: string, error: unknown): Ran {
  return { id: `${basename(file)} ${OUTSIDE}`, file, milliseconds: 0, failure: String(error) };
}

function resultOf({ id, file, milliseconds, failure }: Ran) {
  const about = { id, name: id, fileName: file, timeSpentMs: milliseconds };
  return failure === null
    ? { ...about, status: TestStatus.Success as const }
    : { ...about, status: TestStatus.Failed as const, failureMessage: failure };
}

function testFiles(ran: readonly Ran[], { perTest }: MutantCoverage): TestFile[] {
  return [...Map.groupBy(ran, ({ file }) => file)].map(([path, within]) => ({
    path,
    milliseconds: Object.fromEntries(within.map(({ id, milliseconds }) => [id, milliseconds])),
    mutants: [...new Set(within.flatMap(({ id }) => Object.keys(perTest[id] ?? {})))],
  }));
}

/**
 * Without a filter the mutant is active while files are loaded. Then the files with a test that also reaches it run. If
 * there is none, as for a constant, every file may notice it.
 */
function filesFor({ testFilter, activeMutant, sandboxFileName }: MutantRunOptions): TestFile[] {
  const files = existsSync(known()) ? (JSON.parse(readFileSync(known(), 'utf8')) as TestFile[]) : [];
  const reaching = files.filter(({ mutants }) => mutants.includes(activeMutant.id));
  const ranked = (reaching.length > 0 ? reaching : files).flatMap((file) => {
    const { path, milliseconds } = file;
    const ids = testFilter === undefined ? Object.keys(milliseconds) : testFilter.filter((id) => id in milliseconds);
    const cost = ids.reduce((sum, id) => sum + (milliseconds[id] ?? 0), 0);
    return ids.length === 0 ? [] : [{ file, cost, distance: distance(path, sandboxFileName) }];
  });
  return ranked
    .toSorted((one, other) => one.distance - other.distance || one.cost - other.cost)
    .map(({ file }) => file);
}

/**
 * 0 where one name begins with the other (`test/api/origin.test.ts`, `api/plugins/origin-check.ts`), 1 for other tests
 * of the same folder (`test/vendors/fawry-adapters.test.ts`, `vendors/fawry/`), otherwise 2.
 */
function distance(test: string, source: string): number {
  const [about, name] = [basename(test, '.test.ts'), basename(source, '.ts')];
  if (about.startsWith(name) || name.startsWith(about)) return 0;
  const place = (file: string) => relative(process.cwd(), file).split(sep).join('/');
  return place(test).startsWith(`test/${place(dirname(source))}`) ? 1 : 2;
}

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'related-tests', relatedTests)];
