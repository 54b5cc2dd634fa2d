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

/** A scenario that cannot be played as it is written. The message names the file, the step and the line. */
export class ScenarioError extends Error {
  override name = 'ScenarioError';
}

/** Where in a scenario something stands, as its errors say it: `file.yaml:12, step 3: …`. */
export function scenarioError(file: string, line: number, step: number | null, problem: string): ScenarioError {
  return new ScenarioError(`${file}:${line}${step === null ? '' : `, step ${step}`}: ${problem}`);
}
