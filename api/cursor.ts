// Owns the cursors of lists: opaque to the caller, the sort values of the last item to us.
import { invalid } from './errors.ts';

export function encodeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** @throws ProblemError 400 for anything that was not made by `encodeCursor` with as many values */
export function decodeCursor(cursor: string, length: number): string[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(values) && values.length === length && values.every((value) => typeof value === 'string')) {
      return values;
    }
  } catch {
    // Falls through: not one of ours.
  }
  return invalid('/cursor', 'take the cursor from the list that came before');
}
