// The engine reads all programs as data: no code branches on a program's name.
import type { Program } from '../domain/program.ts';
import { cdek } from './cdek/index.ts';
import { people as cdekPeople } from './cdek/people.ts';
import type { DemoPerson } from './demo-person.ts';
import { filkhedma } from './filkhedma/index.ts';
import { people as filkhedmaPeople } from './filkhedma/people.ts';
import { petrx } from './petrx/index.ts';
import { pod } from './pod/index.ts';
import { vet } from './vet/index.ts';

export const programs: readonly Program[] = [cdek, filkhedma, petrx, vet, pod];

/** Used for an address without a program's name, and for the language of things outside any program. */
export const defaultProgram: Program = cdek;

/** People who can log in to a demo installation, by program. */
export const demoPeople: Readonly<Record<string, readonly DemoPerson[]>> = {
  cdek: cdekPeople,
  filkhedma: filkhedmaPeople,
};

export function findProgram(name: string): Program | undefined {
  return programs.find((program) => program.name === name);
}

/** @throws RangeError for an unknown program: a stored record names one that has been removed. */
export function programNamed(name: string): Program {
  const program = findProgram(name);
  if (program === undefined) throw new RangeError(`there is no program ${name}`);
  return program;
}
