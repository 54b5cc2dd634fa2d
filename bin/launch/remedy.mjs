// Owns the kind of failure that a person can mend: one clear sentence, no stack. Refuses to know what failed.

/** Thrown when something on the machine is missing; the message says what to do about it. */
export class Remedy extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'Remedy';
  }
}

/**
 * Says a failure on the terminal: the remedy alone, or the whole stack when it is a mistake of ours.
 * @param {unknown} error
 */
export function sayFailure(error) {
  const known = error instanceof Error && error.name === 'Remedy';
  process.stderr.write(`\n${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
}
