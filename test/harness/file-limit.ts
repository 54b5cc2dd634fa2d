// A test file that takes too long is ended with its process and everything that it started. A thread keeps the limit,
// because an endless loop never releases the main one.
import { Worker } from 'node:worker_threads';

/** The running file, by its readable name, with its time limit; null when none runs. */
export type LimitedFile = { name: string; limitMs: number } | null;

let thread: Worker | undefined;

/** Limits this file from now on. The earlier file has ended. */
export function limitFile(file: LimitedFile): void {
  if (thread === undefined) {
    thread = new Worker(new URL('file-limit-thread.ts', import.meta.url));
    thread.unref();
  }
  thread.postMessage(file);
}
