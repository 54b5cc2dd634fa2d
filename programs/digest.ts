import { createHash } from 'node:crypto';
import type { ProgramDocument } from '../domain/document/program.ts';

/** The digest of a document's content: comments and the order of fields make no difference. */
export function digestOf(document: ProgramDocument): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(document)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
