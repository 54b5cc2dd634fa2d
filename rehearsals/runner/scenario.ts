// Owns what a scenario is once it has been read and checked. Refuses to know YAML, HTTP and the system it is played on.
import type { Json, JsonObject } from './json.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What is expected of an answer; every part may hold `${name}`. */
export type Expectation = {
  /** Allowed statuses; empty: any 2xx. */
  status: readonly number[];
  /** The body must contain this (see `partial-match.ts`). */
  body?: Json;
  /** The body must not contain this (see `unwanted.ts`). */
  not?: Json;
  /** How many there are, by JSONPath (see `count.ts`). */
  count?: JsonObject;
  /** Headers of the answer, compared like body strings. */
  headers?: JsonObject;
};

/** One timed request. `number` counts from 1, `line` is where it begins in the file. */
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
  /** As it was named on the command line. */
  file: string;
  /** Where it really is; files to send are found relative to it. */
  path: string;
  program: string;
  programLine: number;
  start: string;
  startLine: number;
  steps: readonly Step[];
};

/** A scenario that cannot be played as it is written. The message has a line per mistake, with the file, its line, the step. */
export class ScenarioError extends Error {
  override name = 'ScenarioError';
}

type Mistake = { line: number; step: number | null; problem: string };

/** What is wrong with a scenario. Whoever reads one goes on after a mistake, so that all are told at once. */
export class Mistakes {
  readonly #file: string;
  readonly #found: Mistake[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  /** `line` counts from 1; `step` is null for what belongs to none. */
  add(line: number, step: number | null, problem: string): void {
    this.#found.push({ line, step, problem });
  }

  /** For what leaves nothing to go on with. @throws ScenarioError always */
  refuse(line: number, problem: string): never {
    this.add(line, null, problem);
    throw this.#error();
  }

  /** @throws ScenarioError when there is any, with all of them in the order of the file: `file.yaml:12, step 3: …` */
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
