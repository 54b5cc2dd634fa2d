/**
 * Files that are mutated in one run, and the tests that must notice: those of the same folder, not others that happen
 * to reach the code. Of these only the tests that reach the mutant run. `without` are tests that take too long for each
 * mutant.
 */
export type Part = { files: string; tests: readonly string[]; without?: readonly string[] };

/**
 * Its parts are the rows of the table. `goal` is the lowest percentage of mutants, without the equivalent ones, that
 * tests must notice.
 */
export type Room = { name: string; goal: number; parts: readonly Part[] };
