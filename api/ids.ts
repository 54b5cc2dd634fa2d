import { createHash } from 'node:crypto';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/**
 * A UUID of our own making (RFC 9562, 5.8) from the 32 hex digits that name a request: the same for a repeated request.
 */
export function repeatableId(updateId: string): string {
  return updateId.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-8$3-a$4-$5');
}

/** The update id for one case of a bulk request, in the form of a request's own update id. */
export function partOfUpdate(updateId: string, caseId: string): string {
  return createHash('sha256').update(`${updateId}/${caseId}`).digest('hex').slice(0, 32);
}
