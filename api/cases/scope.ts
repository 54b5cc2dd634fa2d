import type { ProgramScope } from '../../db/read/conversation-scope.ts';
import { type StaffActor, staffIn } from '../../domain/access/actor.ts';
import type { Staff } from '../../domain/access/conversation-access.ts';
import type { AnyProcess } from '../../domain/process.ts';
import { processes } from '../../domain/processes.ts';
import type { Program } from '../../domain/program.ts';
import { findProgram, programs } from '../../programs/index.ts';
import { notFound } from '../server/errors.ts';

/** The scopes of programs that have conversations. */
export function conversationScopesOf(actor: StaffActor): ProgramScope[] {
  return scopesOf(actor).filter(({ program }) => findProgram(program)?.conversation !== undefined);
}

/**
 * One scope per program in which a person holds a role. It says as data what `relationsOf` says about one conversation.
 */
export function scopesOf(actor: StaffActor): ProgramScope[] {
  return programs.flatMap((program) => {
    const { name, conversation } = program;
    const { roles } = staffIn(actor, name);
    if (roles.length === 0) return [];
    const seen = roles.map((role) => conversation?.oversight[role] ?? []);
    const oversees = seen.includes('all') ? ('all' as const) : seen.flatMap((queues) => [...queues]);
    const open = processes.filter((process) => isOpenTo(actor, program, process)).map((process) => process.name);
    return [{ program: name, roles, oversees, open }];
  });
}

/** The programs in which a person may read every case of a process. */
export function programsOpenTo(actor: StaffActor, process: AnyProcess): string[] {
  return programs.filter((program) => isOpenTo(actor, program, process)).map(({ name }) => name);
}

/** Tells whether a person may read every case of a process in a program. */
export function isOpenTo(actor: StaffActor, program: Program, process: AnyProcess): boolean {
  return process.openTo?.(program, staffIn(actor, program.name)) ?? false;
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
