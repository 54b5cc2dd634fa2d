// Owns the list of programs that this house serves. Each is data; nothing here branches on a name.
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

/** Whose pages an address without a program's name shows, and whose language what belongs to no program speaks. */
export const defaultProgram: Program = cdek;

/** Who can log in on a demo installation, by program. */
export const demoPeople: Readonly<Record<string, readonly DemoPerson[]>> = {
  cdek: cdekPeople,
  filkhedma: filkhedmaPeople,
};

export function findProgram(name: string): Program | undefined {
  return programs.find((program) => program.name === name);
}

/** @throws RangeError for a program that this house does not serve: a stored record names something that is gone. */
export function programNamed(name: string): Program {
  const program = findProgram(name);
  if (program === undefined) throw new RangeError(`there is no program ${name}`);
  return program;
}
