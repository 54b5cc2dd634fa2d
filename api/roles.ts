import { findProgram } from '../programs/index.ts';
import { invalid, ProblemError } from './errors.ts';

/** @throws ProblemError 422 role-unknown for a program or a role that does not exist */
export function checkRoles(given: readonly { program: string; role: string }[]): void {
  for (const { program, role } of given) {
    const known = findProgram(program)?.roles.some((candidate) => candidate.role === role) ?? false;
    if (!known) throw new ProblemError('role-unknown', `there is no role ${role} in a program ${program}`);
  }
}

/** The same for a person. @throws ProblemError 400 for an admin with roles */
export function checkMemberships(admin: boolean, memberships: readonly { program: string; role: string }[]): void {
  if (admin && memberships.length > 0) {
    invalid('/memberships', 'an administrator sees no correspondence and holds no role');
  }
  checkRoles(memberships);
}
