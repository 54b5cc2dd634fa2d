// Waits for the end of the process that started it, and then stops the programs that it left.
import { rmSync } from 'node:fs';
import { stopAll } from './leash.ts';

const folder = process.argv[2];

process
  .on('SIGINT', () => undefined)
  .on('SIGTERM', () => undefined)
  .on('SIGHUP', () => undefined);
process.stdin.on('end', finish).on('error', finish).resume();

function finish(): void {
  if (folder === undefined) return;
  void stopAll(folder)
    .then(() => rmSync(folder, { recursive: true, force: true }))
    .catch(() => undefined);
}
