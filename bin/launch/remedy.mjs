/** A failure that a person can fix; the message says how. It is shown without a stack. */
export class Remedy extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'Remedy';
  }
}

/**
 * Prints a failure: only the remedy, or the whole stack when it is our mistake.
 * @param {unknown} error
 */
export function sayFailure(error) {
  const known = error instanceof Error && error.name === 'Remedy';
  process.stderr.write(`\n${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`);
}
