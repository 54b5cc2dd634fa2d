// A process works with one database, so the programs that it publishes are state of the process. Until a database is
// followed (`followPrograms`), these are the shipped programs in their first version: for tests and tools.
import type { Program, VendorAccount } from '../domain/program.ts';
import { type Book, bookOf, compiled } from './book.ts';
import { shippedSources } from './shipped.ts';
import { type Wording, wordingOf } from './wording.ts';

let published: Book | null = null;

/** The shipped programs, each in its first version. */
export function shippedPrograms(): Program[] {
  return shippedSources().map((source) => compiled({ source, version: 1 }));
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

/** Every version of every program, also those that are no longer valid. */
export function allVersions(): readonly Program[] {
  return book().versions();
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

/** The newest version of a program that passes, among those that are or were valid. */
export function newestVersion(name: string, passes: (program: Program) => boolean): Program | undefined {
  return book().newest(name, passes);
}

/** A policy that a case keeps; older ones do not name the program's version. */
type Kept = { programVersion?: number };

function versionOf(name: string, { programVersion }: Kept): Program | undefined {
  return programVersion === undefined ? undefined : findVersion(name, programVersion);
}

/** The version by which a case began, else that of today. @throws RangeError for an unknown program */
export function programOfCase(name: string, kept: Kept): Program {
  return versionOf(name, kept) ?? programNamed(name);
}

/** The roles of today with their titles of today, then those that only the version of a case has. */
export function rolesOfCase(name: string, kept: Kept): Program['roles'] {
  const { roles } = programNamed(name);
  const own = versionOf(name, kept)?.roles ?? [];
  return [...roles, ...own.filter(({ role }) => roles.every((one) => one.role !== role))];
}

/**
 * The words of a case that has begun, by the policy that it keeps.
 * @throws RangeError for an unknown program
 */
export function wordingOfCase(name: string, kept: Kept): Wording {
  return wordingOf(programNamed(name), versionOf(name, kept), (text) =>
    newestVersion(name, ({ texts }) => Object.hasOwn(texts, text)),
  );
}

/**
 * A program's account at a provider, by its newest description: credentials change, and old cases must still be ended and
 * paid back. `null` if no version has it.
 */
export function accountOf(name: string, account: string): VendorAccount | null {
  const has = ({ vendors }: Program) => vendors?.[account] !== undefined;
  return newestVersion(name, has)?.vendors?.[account] ?? null;
}

/** A program's account by its newest description, also of a version that is not valid yet; `null` if none has it. */
export function newestAccount(name: string, account: string): VendorAccount | null {
  const having = allVersions().filter((one) => one.name === name && one.vendors?.[account] !== undefined);
  return having.toSorted((one, other) => other.version - one.version)[0]?.vendors?.[account] ?? null;
}

/**
 * The account by which new effects of a kind leave, by the version that is valid now; `undefined` for the installation's
 * own provider.
 */
export function accountOfKind(name: string, kind: Exclude<VendorAccount['kind'], 'payment'>): string | undefined {
  const accounts = Object.entries(findProgram(name)?.vendors ?? {});
  return accounts.find(([, account]) => account.kind === kind)?.[0];
}

/** The program of a person who has none: the first with a chat. */
export function defaultProgram(): Program | undefined {
  return allPrograms().find(({ conversation }) => conversation !== undefined) ?? allPrograms()[0];
}
