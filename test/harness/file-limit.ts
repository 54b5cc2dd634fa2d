// Owns the limit of a test file: a process whose file takes longer is ended, with all that it has started. The limit is kept
// by a thread, because a loop without an end never lets go of the main one.
import { Worker } from 'node:worker_threads';

/** The file that runs now, as a person names it, and how long it may take; null when none runs. */
export type LimitedFile = { name: string; limitMs: number } | null;

let thread: Worker | undefined;

/** Limits this file from now on; the one before it is at its end. */
export function limitFile(file: LimitedFile): void {
  if (thread === undefined) {
    thread = new Worker(new URL('file-limit-thread.ts', import.meta.url));
    thread.unref();
  }
  thread.postMessage(file);
}
