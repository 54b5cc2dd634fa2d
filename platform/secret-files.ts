// Containers get secrets in files: `NAME_FILE` names a file that holds the value of `NAME`. The value is never shown.
import { readFileSync } from 'node:fs';

export type FromFiles = {
  /** The environment, with the files' values under the names of the secrets. */
  given: NodeJS.ProcessEnv;
  /** One line for each file that cannot be used. */
  mistakes: string[];
  /** The secrets whose files could not be used. */
  unread: string[];
};

/** Reads the files of secrets, each without its final line break. */
export function fromFiles(environment: NodeJS.ProcessEnv, secrets: readonly string[]): FromFiles {
  const found: FromFiles = { given: { ...environment }, mistakes: [], unread: [] };
  for (const name of secrets) {
    const path = environment[`${name}_FILE`];
    if (path === undefined || path === '') continue;
    const content = environment[name] ? null : contentOf(path);
    if (typeof content === 'string') found.given[name] = content;
    else {
      found.mistakes.push(
        `${name}_FILE ${content === null ? `is set, and so is ${name}: leave one out` : content.why}`,
      );
      found.unread.push(name);
    }
  }
  return found;
}

function contentOf(path: string): string | { why: string } {
  try {
    // Editors may add a byte order mark; it is not part of a secret.
    const content = new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)).replace(/\r?\n$/, '');
    return content === '' ? { why: 'names a file that is empty' } : content;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return { why: 'names a file that is not UTF-8' };
    return { why: `names a file that cannot be read (${code})` };
  }
}
