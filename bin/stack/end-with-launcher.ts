// Owns noticing that the launcher which started this verb has died. Refuses to know how the verb stops.

/** Calls back once when the launcher's channel closes. Without a launcher (run by hand) nothing happens. */
export function onLauncherGone(callback: () => void): void {
  if (!process.connected) return;
  process.once('disconnect', callback);
  // A waiting channel alone must not keep a finished verb from ending.
  process.channel?.unref();
}
