import type { StaffActor } from './actor.ts';
import { staffIn } from './actor.ts';

/** A role that every program has besides its own: it changes the program's rules. */
export const PROGRAM_OWNER = 'program-owner';

/** Admins change every program, and its owners change one. */
export function mayChangeProgram(actor: StaffActor, program: string): boolean {
  return actor.admin || staffIn(actor, program).roles.includes(PROGRAM_OWNER);
}
