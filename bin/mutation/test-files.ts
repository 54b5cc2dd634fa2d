// Test files run in this process any number of times: jest's own circus runs them, while Node loads code and tests
// once, or again on request.
import { registerHooks } from 'node:module';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { addEventHandler, getState, resetState, run, type State, setState } from 'jest-circus';
import type { Opened } from '../../test/harness/closing.ts';

type Test = Extract<State['rootDescribeBlock']['children'][number], { type: 'test' }>;
type Block = State['rootDescribeBlock'];

/** A finished test; `id` begins with its file. `failure` is null where it passed. */
export type Ran = { id: string; file: string; milliseconds: number; failure: string | null };

/** Called with each test before it begins, and with null when no test runs any more. */
export type Listener = (id: string | null) => void;

/** The end of the id of a failure that belongs to no test. */
export const OUTSIDE = '(outside of tests)';

// The same as in jest.config.mjs.
const TEST_TIMEOUT = 120_000;
const SLOW_BLOCK_MS = 2_000;

const files = new Map<string, State>();
let ran: Ran[] = [];
let stray: string[] = [];
let told: Listener = () => undefined;
let current: { file: string; bail: boolean } = { file: '', bail: false };
let openedBefore = 0;
let loads = 0;

/** Prepares this process for running tests. Call it once, before the first file. */
export async function prepareForTests(): Promise<void> {
  process.env['NODE_ENV'] = 'test';
  const globals = new URL('jest-globals.ts', import.meta.url).href;
  const ours = pathToFileURL(join(process.cwd(), '/')).href;
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === '@jest/globals') return { url: globals, shortCircuit: true };
      const found = next(specifier, context);
      return loads > 0 && found.url.startsWith(ours) ? { ...found, url: `${found.url}?${loads}` } : found;
    },
  });
  await import(pathToFileURL('test/harness/property-seed.ts').href);
  addEventHandler(onEvent);
  const isStray = (error: unknown) => void stray.push(textOf(error));
  process.on('unhandledRejection', isStray).on('uncaughtException', isStray);
}

/** Makes Node load all of our files again, so that code at their top level runs again. */
export function loadAgain(): void {
  loads += 1;
  files.clear();
}

export type FileRun = {
  isWanted: (id: string) => boolean;
  listener?: Listener;
  bail: boolean;
  /** The known duration of a test in milliseconds. */
  cost?: (id: string) => number;
};

/**
 * Runs the tests of a file for which `isWanted` is true; with `bail` only up to the first failure.
 * @throws any error of loading the file
 */
export async function runFile(path: string, { isWanted, listener, bail, cost = () => 0 }: FileRun): Promise<Ran[]> {
  const file = relative(process.cwd(), path);
  const state = await loaded(path);
  setState(state);
  slowBlocksLast(state.rootDescribeBlock, (test) => cost(idOf(file, nameOf(test))));
  for (const test of testsIn(state.rootDescribeBlock)) Object.assign(test, { errors: [], status: null });
  const pattern = { test: (name: string) => isWanted(idOf(file, name)) };
  Object.assign(state, { hasStarted: false, unhandledErrors: [], testNamePattern: pattern });
  [ran, stray, current, told] = [[], [], { file, bail }, listener ?? (() => undefined)];
  const { unhandledErrors } = await run();
  const late = [...unhandledErrors.map(textOf), ...stray].map((failure) => ({
    ...{ id: idOf(file, OUTSIDE), file: path, milliseconds: 0, failure },
  }));
  return [...ran.map((test) => ({ ...test, file: path })), ...late];
}

async function loaded(path: string): Promise<State> {
  const known = files.get(path);
  if (known !== undefined) return known;
  resetState();
  await import(pathToFileURL(path).href);
  const state = Object.assign(getState(), { testTimeout: TEST_TIMEOUT });
  files.set(path, state);
  return state;
}

/** A test that fails at once should not wait for a block with hanging calls. */
function slowBlocksLast({ children }: Block, cost: (test: Test) => number): void {
  const isSlow = (child: Block['children'][number]) =>
    child.type === 'describeBlock' && [...testsIn(child)].reduce((sum, test) => sum + cost(test), 0) > SLOW_BLOCK_MS;
  const [slow, others] = [children.filter(isSlow), children.filter((child) => !isSlow(child))];
  children.splice(0, children.length, ...others, ...slow);
}

function* testsIn(block: Block): Generator<Test> {
  for (const child of block.children) {
    if (child.type === 'test') yield child;
    else yield* testsIn(child);
  }
}

type Event = { name: string; test?: Test };

async function onEvent({ name, test }: Event): Promise<void> {
  if (name === 'test_start') openedBefore = opened().length;
  if (name === 'test_started' && test !== undefined) told(idOf(current.file, nameOf(test)));
  if (name === 'test_done' && test !== undefined) await onDone(test);
  if (name === 'run_finish') await close(0);
}

async function onDone(test: Test): Promise<void> {
  await close(openedBefore);
  const name = nameOf(test);
  told(null);
  const failure = test.errors.length === 0 ? null : test.errors.flat().map(textOf).join('\n');
  ran.push({ id: idOf(current.file, name), file: '', milliseconds: test.duration ?? 0, failure });
  // The failed test stays wanted, so that everything its blocks have opened is closed.
  if (failure !== null && current.bail)
    Object.assign(getState(), { testNamePattern: { test: (one: string) => one === name } });
}

/** Closes what tests have opened, as the test environment does under jest: see test/harness/file-environment.ts. */
async function close(first: number): Promise<void> {
  for (const one of opened().splice(first).toReversed()) await one().catch(() => undefined);
}

const opened = () => ((globalThis as Opened).carelineOpened ??= []);

function nameOf(test: Test): string {
  const titles = [test.name];
  for (let block: Block | undefined = test.parent; block?.parent; block = block.parent) titles.unshift(block.name);
  return titles.join(' ');
}

const idOf = (file: string, name: string) => `${file} ${name}`;
const textOf = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));
