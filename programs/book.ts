import type { Instant } from '../domain/calendar/instant.ts';
import type { Program } from '../domain/program.ts';
import { programOf } from './compile.ts';
import { type ProgramSource, readSource } from './source.ts';

/** A version as it is stored. It is valid from its instant until a later version is; never, once it is withdrawn. */
export type StoredVersion = {
  program: string;
  version: number;
  validFrom: Instant;
  withdrawnAt?: Instant | null;
  source: ProgramSource;
};

/** The versions of all programs. */
export type Book = {
  /** Every program, by name, in the version that is valid now. */
  all(): readonly Program[];
  find(name: string): Program | undefined;
  /** A version that was valid before, or will be. */
  version(name: string, version: number): Program | undefined;
  /** The newest version that passes, among those that are or were valid. */
  newest(name: string, passes: (program: Program) => boolean): Program | undefined;
  /** Every version of every program. */
  versions(): readonly Program[];
  /** Tells whether any version of any program passes. */
  some(passes: (program: Program) => boolean): boolean;
};

type Edition = { version: number; validFrom: Instant; program(): Program | null };

/** A book that never changes. */
export function bookOf(programs: readonly Program[]): Book {
  return {
    all: () => programs,
    find: (name) => programs.find((program) => program.name === name),
    version: (name, version) => programs.find((one) => one.name === name && one.version === version),
    newest: (name, passes) => programs.find((program) => program.name === name && passes(program)),
    some: (passes) => programs.some(passes),
    versions: () => programs,
  };
}

export type OpenBook = Book & { add(versions: readonly StoredVersion[]): void };

/**
 * A book that grows. A version begins to count at its instant by the clock, without being read again.
 * @param broken is told of a version that this release cannot read; the one before it goes on to count
 */
export function openBook(now: () => Instant, broken: (version: StoredVersion, error: unknown) => void): OpenBook {
  const books = new Map<string, readonly Edition[]>();

  function newest(name: string, passes?: (program: Program) => boolean): Program | undefined {
    const at = now();
    const valid = (books.get(name) ?? []).filter(({ validFrom }) => validFrom <= at);
    return firstOf(valid.toReversed(), passes);
  }
  const find = (name: string) => newest(name);

  return {
    find,
    newest,
    all: () => [...books.keys()].flatMap((name) => find(name) ?? []),
    version: (name, version) => firstOf((books.get(name) ?? []).filter((one) => one.version === version)),
    // The newest first: most are found there.
    some: (passes) => [...books.values()].some((editions) => firstOf(editions.toReversed(), passes) !== undefined),
    versions: () => [...books.values()].flatMap((editions) => editions.flatMap(({ program }) => program() ?? [])),
    add(versions) {
      for (const stored of versions) {
        const known = (books.get(stored.program) ?? []).filter(({ version }) => version !== stored.version);
        const added = (stored.withdrawnAt ?? null) === null ? [edition(stored, broken)] : [];
        books.set(stored.program, [...known, ...added].toSorted(byStart));
      }
    },
  };
}

function edition(stored: StoredVersion, broken: Parameters<typeof openBook>[1]): Edition {
  let made: Program | null | undefined;
  const make = (): Program | null => {
    try {
      return compiled(stored);
    } catch (error) {
      broken(stored, error);
      return null;
    }
  };
  const { version, validFrom } = stored;
  return { version, validFrom, program: () => (made === undefined ? (made = make()) : made) };
}

/** The first that this release can read; no more are compiled than are looked at. */
function firstOf(
  editions: readonly Edition[],
  passes: (program: Program) => boolean = () => true,
): Program | undefined {
  for (const { program } of editions) {
    const made = program();
    if (made !== null && passes(made)) return made;
  }
  return undefined;
}

/** Of two versions that begin at the same instant, the later one counts. */
function byStart(one: Edition, other: Edition): number {
  if (one.validFrom !== other.validFrom) return one.validFrom < other.validFrom ? -1 : 1;
  return one.version - other.version;
}

// The same files are the same program, so they are compiled once in a process.
const MOST_KEPT = 200;
const kept = new Map<string, Program>();

/** @throws Error for a source that this release cannot read */
export function compiled({ source, version }: Pick<StoredVersion, 'source' | 'version'>): Program {
  const key = JSON.stringify([version, source]);
  const known = kept.get(key);
  if (known !== undefined) return known;
  const program = programOf(readSource(source).document as Parameters<typeof programOf>[0], version);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, program);
  return program;
}
