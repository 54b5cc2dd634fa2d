// Owns the answer to the launcher, over the channel that it gives its processes, that this one is alive. Without a launcher
// nobody asks: containers ask `/livez` and who polls.

/** From now on: its work has begun, and its event loop turns as long as it answers. */
export function answerLauncher(): void {
  if (process.send === undefined) return;
  process.on('message', (asked) => {
    // A launcher that is gone hears nothing.
    if (asked === 'lives?') process.send?.('lives', undefined, undefined, () => undefined);
  });
  // Being asked alone must not keep a finished process from ending.
  process.channel?.unref();
}
