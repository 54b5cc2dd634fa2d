import type { ProgramScope } from '../db/read/conversation-scope.ts';
import { type StaffActor, staffIn } from '../domain/access/actor.ts';
import { mayDo } from '../domain/service-package/access.ts';
import { findProgram, programs } from '../programs/index.ts';

/** The scopes of programs that have conversations. */
export function conversationScopesOf(actor: StaffActor): ProgramScope[] {
  return scopesOf(actor).filter(({ program }) => findProgram(program)?.conversation !== undefined);
}

/**
 * One scope per program in which a person holds a role. It says as data what `relationsOf` says about one conversation.
 */
export function scopesOf(actor: StaffActor): ProgramScope[] {
  return programs.flatMap(({ name, conversation }) => {
    const { roles } = staffIn(actor, name);
    if (roles.length === 0) return [];
    const seen = roles.map((role) => conversation?.oversight[role] ?? []);
    const oversees = seen.includes('all') ? ('all' as const) : seen.flatMap((queues) => [...queues]);
    return [{ program: name, roles, oversees }];
  });
}

/** The programs whose packages a person may read. */
export function packageProgramsOf(actor: StaffActor): string[] {
  return programs
    .filter(
      ({ name, servicePackage }) => servicePackage !== undefined && mayDo(servicePackage, 'read', staffIn(actor, name)),
    )
    .map(({ name }) => name);
}

/** The programs whose tickets a person may read: every role of a program reads them all. */
export function ticketProgramsOf(actor: StaffActor): string[] {
  return programs
    .filter(({ name, tickets }) => tickets !== undefined && staffIn(actor, name).roles.length > 0)
    .map(({ name }) => name);
}
