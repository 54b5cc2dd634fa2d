// The programs that come with Careline. A fresh installation publishes them as its first versions.
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parse } from 'yaml';
import type { ProgramDocument } from '../domain/document/program.ts';
import type { Instant } from '../domain/calendar/instant.ts';
import { checkSource } from './check.ts';
import { digestOf } from './digest.ts';
import { DEMO_PEOPLE, programFolders, readFolder } from './folder.ts';
import { type Problem, type ProgramSource } from './source.ts';

export type ShippedProgram = { source: ProgramSource; document: ProgramDocument };

/** Who can log in to a demo installation. */
export type DemoPerson = { login: string; name: string; role: string };

type Post = DemoPerson & { count?: number };

/** The files of each shipped program, as they are. */
export function shippedSources(folder = import.meta.dirname): ProgramSource[] {
  return programFolders(folder).map(readFolder);
}

/** @throws Error that names file, line and mistake, when a shipped program is wrong */
export function readShipped(folder = import.meta.dirname): ShippedProgram[] {
  return programFolders(folder).map((path) => {
    const source = readFolder(path);
    const { document, problems } = checkSource(source);
    if (document === null) throw new Error(problems.map((one) => spokenProblem(one, path)).join('\n'));
    return { source, document };
  });
}

/** One line: `programs/cdek/program.yaml:12: …`. */
export function spokenProblem({ file, line, path, text }: Problem, folder: string): string {
  const place = file === null ? folder : `${join(folder, file)}${line === null ? '' : `:${line}`}`;
  return `${place}: ${path} ${text}`;
}

/** Demo people by program; only the shipped programs have some. */
export function demoPeople(folder = import.meta.dirname): Record<string, DemoPerson[]> {
  const found = programFolders(folder).map((path) => [basename(path), peopleIn(path)] as const);
  return Object.fromEntries(found.filter(([, people]) => people.length > 0));
}

/** The demo people of one program's folder. */
export function peopleIn(folder: string): DemoPerson[] {
  const file = join(folder, DEMO_PEOPLE);
  return existsSync(file) ? (parse(readFileSync(file, 'utf8')) as Post[]).flatMap(numbered) : [];
}

function numbered({ count, login, name, role }: Post): DemoPerson[] {
  if (count === undefined) return [{ login, name, role }];
  return Array.from({ length: count }, (_, at) => ({ login: `${login}-${at + 1}`, name: `${name} ${at + 1}`, role }));
}

/** Shipped programs are valid since always: a case of an earlier day finds them too. */
const SINCE = '1970-01-01T00:00:00.000Z';

/** The shipped programs as first versions of an installation. */
export function firstVersions(publishedAt: Instant, shipped = readShipped()) {
  return shipped.map(({ source, document }) => ({
    program: document.program.name,
    digest: digestOf(document),
    source,
    validFrom: SINCE,
    publishedAt,
    publishedBy: 'careline',
    note: null,
  }));
}
