import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withHolidays } from './holidays.ts';
import type { ProgramSource } from './source.ts';

export const DEMO_PEOPLE = 'people.yaml';

/** The files of a program's folder. @throws Error when the folder cannot be read */
export function readFolder(folder: string): ProgramSource {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml') && name !== DEMO_PEOPLE);
  return withHolidays(
    Object.fromEntries(names.toSorted().map((name) => [name, readFileSync(join(folder, name), 'utf8')])),
  );
}

/** The folders of programs in a folder, by name. */
export function programFolders(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const folders = entries.filter(
    (entry) => entry.isDirectory() && readdirSync(join(folder, entry.name)).includes('program.yaml'),
  );
  return folders.map(({ name }) => join(folder, name)).toSorted();
}
