// The thread behind file-limit.ts.
import { appendFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { endTree } from '../../bin/stack/process-tree.ts';
import type { LimitedFile } from './file-limit.ts';

let timer: NodeJS.Timeout | undefined;
parentPort?.on('message', (file: LimitedFile) => {
  clearTimeout(timer);
  if (file !== null) timer = setTimeout(() => end(file), file.limitMs);
});

// Written to a file for bin/stack/jest.ts, because jest does not always pass on the output of a killed process.
function end({ name, limitMs }: NonNullable<LimitedFile>): void {
  const sentence = `\n${name} was ended: it took longer than the ${limitMs / 1000} s that a test file may take.\n`;
  appendFileSync(process.env['CARELINE_TEST_ENDED'] ?? '/dev/stderr', sentence);
  endTree(process.pid);
}
