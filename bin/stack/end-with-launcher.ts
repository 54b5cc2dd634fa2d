/**
 * Calls back once when the launcher has died and its channel closes. Without a launcher (run by hand) nothing happens.
 */
export function onLauncherGone(callback: () => void): void {
  if (!process.connected) return;
  process.once('disconnect', callback);
  // The open channel alone must not keep a finished verb from ending.
  process.channel?.unref();
}
