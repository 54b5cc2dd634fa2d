import type { StaffActor } from '../domain/access/actor.ts';
import { staffIn } from '../domain/access/actor.ts';
import type { Staff } from '../domain/access/conversation-access.ts';
import type { Program } from '../domain/program.ts';
import { findProgram } from '../programs/index.ts';
import { notFound } from './errors.ts';

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
