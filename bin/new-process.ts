// Writes the files of a new process and prints the edits that are left. It edits no file that exists.
import { resolve } from 'node:path';
import { sayFailure } from './launch/remedy.mjs';
import { newProcess } from './scaffold/new-process.ts';

try {
  const lines = newProcess(resolve(import.meta.dirname, '..'), process.argv.slice(2));
  for (const line of lines) console.log(line);
} catch (error) {
  sayFailure(error);
  process.exitCode = 1;
}
