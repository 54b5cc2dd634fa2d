import type { Reach } from '../../db/read/case-list.ts';
import { type StaffActor, staffIn } from '../../domain/access/actor.ts';
import { isReadable, isWide, type Scope, sightOf } from '../../domain/access/scopes.ts';
import type { Staff } from '../../domain/access/conversation-access.ts';
import type { AnyProcess } from '../../domain/process.ts';
import { processes } from '../../domain/processes.ts';
import type { Program } from '../../domain/program.ts';
import { allPrograms, findProgram } from '../../programs/index.ts';
import { notFound } from '../server/errors.ts';

/** A person's keys to the cases of some processes, without those that only tell why it is too late. */
export function reachOf(actor: StaffActor, ...among: readonly AnyProcess[]): Reach[] {
  return allPrograms().flatMap((program) =>
    among.flatMap((process) => {
      const keys = keysOf(actor, program, process).filter((key) => sightOf(key) !== 'refusal');
      return keys.length === 0 ? [] : [reach(program, process, keys)];
    }),
  );
}

/** The reach into everything of a case, not only its header. */
export function fullReachOf(actor: StaffActor): Reach[] {
  const isFull = (key: Scope) => sightOf(key) === 'all';
  return reachOf(actor, ...processes).map((one) => ({
    ...one,
    own: one.own.filter(isFull),
    wide: one.wide.filter(isFull),
  }));
}

function reach({ name: program }: Program, { name: process, stages }: AnyProcess, keys: readonly Scope[]): Reach {
  return { program, process, stages, own: keys.filter((key) => !isWide(key)), wide: keys.filter(isWide) };
}

/** The programs in which a person may read some cases of a process. */
export function programsOpenTo(actor: StaffActor, process: AnyProcess): string[] {
  return reachOf(actor, process).map(({ program }) => program);
}

/** Tells whether a person may read a case with these scopes. */
export function isOpenTo(actor: StaffActor, program: Program, process: AnyProcess, scopes: readonly Scope[]): boolean {
  return isReadable(scopes, keysOf(actor, program, process));
}

function keysOf(actor: StaffActor, program: Program, process: AnyProcess): readonly Scope[] {
  return process.keys(program, staffIn(actor, program.name));
}

/**
 * The program that a path names, and the reader with the roles held in it. @throws ProblemError 404 if it does not
 * exist or the reader has no role in it
 */
export function ownProgram(staff: StaffActor, name: string): { program: Program; here: Staff } {
  const program = findProgram(name);
  const here = staffIn(staff, name);
  if (program === undefined || here.roles.length === 0) notFound();
  return { program, here };
}
