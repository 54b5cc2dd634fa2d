// Owns what a test has opened and not closed yet. The file's environment closes it after the test, and what was opened outside of
// tests after the last one: a test that fails before its own `close` leaves nothing behind.
type Close = () => Promise<unknown>;

/** Handed over on globalThis because the environment is outside of the test's own world. */
export type Opened = { carelineOpened?: Close[] };

/** The same `close`, which runs once. All that is still open when the test ends is closed then, the latest first. */
export function closedAtTheEnd(close: Close): () => Promise<void> {
  let closing: Promise<void> | undefined;
  const once = () => (closing ??= close().then(() => undefined));
  ((globalThis as Opened).carelineOpened ??= []).push(once);
  return once;
}
