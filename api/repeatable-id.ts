// Owns the id of what a request makes: the same for the same request, repeated because its answer was lost.

/** A UUID of our own making (RFC 9562, 5.8) from the hex digits that name a request. */
export function repeatableId(updateId: string): string {
  return updateId.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-8$3-a$4-$5');
}
