import { globSync } from 'node:fs';
import { join } from 'node:path';
import globalSetup, { startTestPostgres } from '../test/harness/global-setup.ts';
import globalTeardown from '../test/harness/global-teardown.ts';
import { withLock } from './launch/lock.mjs';
import { memoryFolder } from './mutation/memory-folder.ts';
import { rooms } from './mutation/rooms.ts';
import { mutate } from './mutation/stryker.ts';
import { writeTable } from './mutation/table.ts';
import { onLauncherGone } from './stack/end-with-launcher.ts';
import { root } from './stack/tool.ts';

const wanted = process.argv.slice(2).map((path) => path.replace(/\/$/, ''));
const within = (file: string) =>
  wanted.length === 0 || wanted.some((path) => file === path || file.startsWith(`${path}/`));
const parts = rooms
  .flatMap((room) => room.parts)
  .map((part) => ({ part, all: globSync(part.files, { cwd: root }) }))
  .map(({ part, all }) => ({ part, files: all.filter(within), isWhole: all.every(within) }))
  .filter(({ files }) => files.length > 0);

if (parts.length === 0) {
  console.error(
    `Nothing to mutate in ${wanted.join(', ')}: the rooms are ${rooms.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(2);
}

// A signal also reaches StrykerJS, which keeps its results; after that no further part begins.
let stopped = false;
const stop = () => (stopped = true);
process.on('SIGINT', stop).on('SIGTERM', stop);
onLauncherGone(stop);

const waiting = ({ pid }: { pid: number }) => console.log(`Process ${pid} is mutating this clone; waiting for it …`);
process.exitCode = await withLock(join(root, '.careline', 'mutation.lock'), waiting, mutateParts);

async function mutateParts(): Promise<number> {
  // One PostgreSQL serves all runs; every test file makes its own database in it.
  const inMemory = memoryFolder();
  await (inMemory === null ? globalSetup() : startTestPostgres(inMemory));
  let code = 0;
  try {
    for (const { part, files } of parts) if (!stopped) code = (await mutate(part, files)) || code;
  } finally {
    await globalTeardown();
  }
  return stopped ? 130 : code || writeTable(parts.filter(({ isWhole }) => isWhole).map(({ part }) => part));
}
