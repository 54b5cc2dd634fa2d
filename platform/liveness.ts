// The launcher asks its processes over their channel whether they are alive. Containers use `/livez` instead.

/** Answers from now on: the work has begun, and an answer shows that the event loop turns. */
export function answerLauncher(): void {
  if (process.send === undefined) return;
  process.on('message', (asked) => {
    // A launcher that has ended hears nothing.
    if (asked === 'lives?') process.send?.('lives', undefined, undefined, () => undefined);
  });
  // The open channel alone must not keep a finished process from ending.
  process.channel?.unref();
}
