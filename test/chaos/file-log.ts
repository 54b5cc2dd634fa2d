// Each part has a log file, which is new in every run.
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';

const streams = new Map<string, WriteStream>();

/** Appends to a file of this run. A restarted part continues in the same file. */
export function fileLog(folder: string, name: string): (line: string) => void {
  const file = join(folder, `${name.toLowerCase()}.log`);
  mkdirSync(folder, { recursive: true });
  const stream = streams.get(file) ?? createWriteStream(file);
  streams.set(file, stream);
  return (line) => void stream.write(`${line}\n`);
}
