import { PROGRAM_OWNER } from '../../domain/access/program-access.ts';
import { isReadableName } from '../../domain/contact/name.ts';
import { hasExtension, phoneNumber } from '../../domain/contact/phone.ts';
import { isBlank } from '../../domain/conversation/disposition.ts';
import { findProgram, programNamed } from '../../programs/index.ts';
import { invalid, ProblemError } from './errors.ts';

/**
 * A number in E.164. A number without a country code belongs to the program's country. @throws ProblemError 400 for no
 * number
 */
export function phoneIn(program: string, path: string, text: string): string {
  const { country } = programNamed(program);
  const number = phoneNumber(text, country);
  if (number !== null) return number;
  return invalid(
    path,
    hasExtension(text, country) ? 'has an extension, to which no SMS can be sent' : 'is no phone number',
  );
}

/** @throws ProblemError 422 role-unknown for a program or a role that does not exist */
export function checkRoles(given: readonly { program: string; role: string }[]): void {
  for (const { program, role } of given) {
    const known = rolesOf(program).includes(role);
    if (!known) throw new ProblemError('role-unknown', `there is no role ${role} in a program ${program}`);
  }
}

function rolesOf(program: string): string[] {
  const found = findProgram(program);
  return found === undefined ? [] : [...found.roles.map(({ role }) => role), PROGRAM_OWNER];
}

/** The same for a person. @throws ProblemError 400 for an admin with roles */
export function checkMemberships(admin: boolean, memberships: readonly { program: string; role: string }[]): void {
  if (admin && memberships.length > 0) {
    invalid('/memberships', 'an administrator sees no correspondence and holds no role');
  }
  checkRoles(memberships);
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export function isUuid(text: string): boolean {
  return UUID.test(text);
}

/** @throws ProblemError 400 for a name without readable characters; an absent name passes */
export function refuseUnreadable(path: string, name: string | undefined): void {
  if (name !== undefined && !isReadableName(name)) invalid(path, 'nothing can be read in it');
}

/** @throws ProblemError 400 for a text without visible characters; an absent text passes */
export function refuseBlank(path: string, text: string | null | undefined): void {
  if (typeof text === 'string' && isBlank(text)) invalid(path, 'nothing can be seen in it');
}
