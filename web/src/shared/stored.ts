// Owns small values kept in the browser across reloads. Refuses to know what they mean.

/** The stored value, or `null` where there is none, it cannot be read or storage is forbidden. */
export function readStored<Value>(key: string): Value | null {
  try {
    const text = localStorage.getItem(key);
    return text === null ? null : (JSON.parse(text) as Value);
  } catch {
    return null;
  }
}

/** Keeps a value, or forgets it when it is `null`. A full or forbidden storage costs the memory, not the page. */
export function writeStored(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Private windows of some browsers: the page goes on without a memory.
  }
}

/** The names under which something is stored, of those with a beginning. */
export function storedKeys(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}
