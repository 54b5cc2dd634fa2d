// Owns the making of ids in the browser. Refuses to know what is named by them.

/** A random id; also where `randomUUID` is missing, as on a page served over plain http from another machine. */
export function newId(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
