import { resolve } from 'node:path';
import type { ProgramDocument } from '../../domain/document/program.ts';
import { checkSource } from '../../programs/check.ts';
import { readFolder } from '../../programs/folder.ts';
import { readSource, sourceOf } from '../../programs/source.ts';

const PROGRAMS = resolve(import.meta.dirname, '../../programs');
/** Sound programs, as files. */
export const sources = {
  cdek: readFolder(resolve(PROGRAMS, 'cdek')),
  filkhedma: readFolder(resolve(PROGRAMS, 'filkhedma')),
  lessons: readFolder(resolve(PROGRAMS, '../rehearsals/programs/lessons')),
  workshop: readFolder(resolve(PROGRAMS, '../rehearsals/programs/workshop')),
  enrolment: readFolder(resolve(PROGRAMS, '../rehearsals/programs/enrolment')),
  'reading-room': readFolder(resolve(PROGRAMS, '../rehearsals/programs/reading-room')),
  'evening-school': readFolder(resolve(PROGRAMS, '../rehearsals/programs/evening-school')),
};

// oxlint-disable-next-line typescript/no-explicit-any -- a document is made wrong in one place
export type Any = any;

/** The problems of a program in which one thing is wrong. */
export function wrong(program: keyof typeof sources, change: (document: Any) => void) {
  const document = structuredClone(readSource(sources[program]).document) as Any;
  change(document);
  const { problems, document: sound } = checkSource(sourceOf(document as ProgramDocument));
  return { sound, problems: problems.map(({ path, code, severity }) => [path, code, severity]) };
}

/** The line that a problem names. */
export const lineOf = (
  source: Readonly<Record<string, string>>,
  { file, line }: { file: string | null; line: number | null },
) => source[file ?? '']?.split('\n')[(line ?? 0) - 1];
