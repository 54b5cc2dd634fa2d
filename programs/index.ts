// A process works with one database, so the programs that it publishes are state of the process. Until a database is
// followed (`followPrograms`), these are the shipped programs in their first version: for tests and tools.
import type { Program } from '../domain/program.ts';
import { type Book, bookOf } from './book.ts';
import { programOf } from './compile.ts';
import { readShipped } from './shipped.ts';

let published: Book | null = null;

/** The shipped programs, each in its first version. */
export function shippedPrograms(): Program[] {
  return readShipped().map(({ document }) => programOf(document, 1));
}

function book(): Book {
  published ??= bookOf(shippedPrograms());
  return published;
}

/** From now on these are the programs of this process. */
export function publish(programs: Book): void {
  published = programs;
}

/** Every program in the version that is valid now, by name. */
export function allPrograms(): readonly Program[] {
  return book().all();
}

/** Tells whether any version of any program passes, also one that is no longer valid. */
export function someProgram(passes: (program: Program) => boolean): boolean {
  return book().some(passes);
}

/** A version of a program, also one that is no longer valid. */
export function findVersion(name: string, version: number): Program | undefined {
  return book().version(name, version);
}

/** The version of a program that is valid now. */
export function findProgram(name: string): Program | undefined {
  return book().find(name);
}

/** @throws RangeError for an unknown program: a stored record names one that was never published here */
export function programNamed(name: string): Program {
  const program = findProgram(name);
  if (program === undefined) throw new RangeError(`there is no program ${name}`);
  return program;
}

/** The program of an address without a program's name: the first with a chat. */
export function defaultProgram(): Program | undefined {
  return allPrograms().find(({ conversation }) => conversation !== undefined) ?? allPrograms()[0];
}
