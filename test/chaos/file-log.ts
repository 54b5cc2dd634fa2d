// Owns where the lines of chaos's processes go: one file each, begun anew with every run. Prints nothing.
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';

const streams = new Map<string, WriteStream>();

/** Appends to a file of this run; a part that is started again goes on in the same one. */
export function fileLog(folder: string, name: string): (line: string) => void {
  const file = join(folder, `${name.toLowerCase()}.log`);
  mkdirSync(folder, { recursive: true });
  const stream = streams.get(file) ?? createWriteStream(file);
  streams.set(file, stream);
  return (line) => void stream.write(`${line}\n`);
}
