// The interface between the player of a scenario and the system that it is played on.
import type { Json } from './json.ts';

export type RehearsedRequest = {
  method: string;
  /** Path with query, from the root of the API. */
  path: string;
  headers: Readonly<Record<string, string>>;
  /** Sent as JSON; with a file as form fields. */
  body?: Json;
  /** Sent as multipart field `file`. */
  file?: { name: string; content: Uint8Array };
};

export type RehearsedAnswer = {
  status: number;
  /** Lower-case names; several cookies are several entries of `cookies`. */
  headers: Readonly<Record<string, string>>;
  /** Each `Set-Cookie` line, unchanged. */
  cookies: readonly string[];
  /**
   * JSON as it is, other text as a string, an empty body as `null`; bytes as `{ type, size }`, and an event stream as
   * `{ type, size: null }`, because it never ends.
   */
  body: Json;
};

/** A thing that happened to a case. `by` is a login, `customer`, or `careline` for the process itself. */
export type HappenedEntry = { caseId: string; at: Date; what: string; by: string; rule: string | null; details: Json };

/** A message to or from a customer, with the names of its files. */
export type SpokenMessage = { caseId: string; at: Date; from: string; text: string; attachments: readonly string[] };

/** A message to an outside system (always the sandbox). */
export type OutboundEffect = {
  caseId: string | null;
  at: Date;
  channel: string;
  to: string;
  text: string;
  status: string;
};

/** The next step of an open case. */
export type NextAction = { caseId: string; at: Date; what: string; rule: string };

/**
 * New entries, messages and effects since the previous call, oldest first, and the current next step of each open case.
 */
export type Happenings = {
  entries: readonly HappenedEntry[];
  messages: readonly SpokenMessage[];
  effects: readonly OutboundEffect[];
  next: readonly NextAction[];
};

/** The real API, worker, workflows and database of one rehearsal, on skipped time. */
export type RehearsedSystem = {
  /** The current instant for API, worker and activities. */
  now(): Promise<Date>;
  /**
   * Moves time to each next due step of an open case, waits until idle after each, then moves to the instant; never
   * back. `onHop` is awaited after each hop.
   */
  advanceTo(instant: Date, onHop: () => Promise<void>): Promise<void>;
  /** @throws SystemError when no answer comes */
  request(request: RehearsedRequest): Promise<RehearsedAnswer>;
  /**
   * Returns when outbox, inbox, workflow tasks and activities are idle.
   * @throws SystemError when they do not become idle, or when the clock moved
   */
  settle(): Promise<void>;
  happenings(): Promise<Happenings>;
  close(): Promise<void>;
};

/** The system itself failed: no answer, no rest, a process that ended. Not a failed expectation. */
export class SystemError extends Error {
  override name = 'SystemError';
}

/** Starts one system on a new database; its time begins at `start`. */
export type StartSystem = (options: {
  program: string;
  start: Date;
  /** Folders with programs that are published before it starts. */
  documents: readonly string[];
}) => Promise<RehearsedSystem>;

/** The runner's view of its surroundings: the programs' zones and a system for each file. Files share resources. */
export type RehearsalSystem = {
  /** The IANA time zone of a program, also of one in these folders; `undefined` when there is no such program. */
  zoneOf(program: string, documents: readonly string[]): string | undefined;
  /** Mistakes in a folder with a program, one line each. */
  mistakesIn(folder: string): readonly string[];
  /** All programs, for error messages. */
  programs: readonly string[];
  startRehearsedSystem: StartSystem;
  close(): Promise<void>;
};
