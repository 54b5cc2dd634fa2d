// The environment of the file closes what is still open: after each test, or after the last one for things opened
// outside of tests. A test that fails before its own `close` leaves nothing behind.
type Close = () => Promise<unknown>;

/** Passed on globalThis, because the environment is outside of the test's own global scope. */
export type Opened = { carelineOpened?: Close[] };

/** The same `close`, which runs only once. Whatever is still open when the test ends is closed then, latest first. */
export function closedAtTheEnd(close: Close): () => Promise<void> {
  let closing: Promise<void> | undefined;
  const once = () => (closing ??= close().then(() => undefined));
  ((globalThis as Opened).carelineOpened ??= []).push(once);
  return once;
}
