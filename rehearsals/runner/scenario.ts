import type { Json, JsonObject } from './json.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** The expectations of an answer; every part may contain `${name}`. */
export type Expectation = {
  /** Allowed statuses; empty: any 2xx. */
  status: readonly number[];
  /** The body must contain this (see `partial-match.ts`). */
  body?: Json;
  /** The body must not contain this (see `unwanted.ts`). */
  not?: Json;
  /** Expected numbers of items, by JSONPath (see `count.ts`). */
  count?: JsonObject;
  /** Headers of the answer, compared like strings of the body. */
  headers?: JsonObject;
};

/** One timed request. `number` counts from 1, `line` is its first line in the file. */
export type Step = {
  number: number;
  line: number;
  at: string;
  atLine: number;
  method: Method;
  path: string;
  /** `customer`, `customer:<name>` or a staff login; `null`: not logged in. */
  as: string | null;
  body?: Json;
  headers: Readonly<Record<string, Json>>;
  /** A file to send as multipart field `file`, relative to the scenario. */
  file?: string;
  /** Name to JSONPath. */
  save: Readonly<Record<string, string>>;
  expect: Expectation;
};

/** A checked scenario; times are still expressions (see `schedule.ts`). */
export type Scenario = {
  /** As named on the command line. */
  file: string;
  /** The real path; files to send are relative to it. */
  path: string;
  program: string;
  programLine: number;
  /** Folders with programs of its own, relative to the scenario: published before it starts, with their people. */
  documents: readonly string[];
  documentsLine: number;
  start: string;
  startLine: number;
  steps: readonly Step[];
};

/** A scenario that cannot be played. The message has one line per mistake, with the file, its line and the step. */
export class ScenarioError extends Error {
  override name = 'ScenarioError';
}

type Mistake = { line: number; step: number | null; problem: string };

/** The mistakes of a scenario. Reading continues after a mistake, so that all are reported at once. */
export class Mistakes {
  readonly #file: string;
  readonly #found: Mistake[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  /** `line` counts from 1; `step` is null for a mistake outside of steps. */
  add(line: number, step: number | null, problem: string): void {
    this.#found.push({ line, step, problem });
  }

  /** For a mistake after which reading cannot continue. @throws ScenarioError always */
  refuse(line: number, problem: string): never {
    this.add(line, null, problem);
    throw this.#error();
  }

  /**
   * @throws ScenarioError if there are any mistakes, with all of them in the order of the file: `file.yaml:12, step 3:
   * …`
   */
  throwAny(): void {
    if (this.#found.length > 0) throw this.#error();
  }

  #error(): ScenarioError {
    const lines = this.#found
      .toSorted((one, other) => one.line - other.line)
      .map(({ line, step, problem }) => `${this.#file}:${line}${step === null ? '' : `, step ${step}`}: ${problem}`);
    return new ScenarioError([...new Set(lines)].join('\n'));
  }
}
