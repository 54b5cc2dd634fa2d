// Owns who may read the encrypted part of what Temporal keeps of a program's cases. Refuses to know how it is encrypted.
import type { ConversationPolicy } from '../conversation/policy.ts';
import type { TicketPolicy } from '../ticket/policy.ts';
import { type StaffActor, staffIn } from './actor.ts';
import type { Staff } from './conversation-access.ts';

/** What says who oversees a program. */
export type Overseen = {
  name: string;
  conversation?: Pick<ConversationPolicy, 'oversight'>;
  tickets?: { types: Readonly<Record<string, Pick<TicketPolicy['types'][string], 'lead'>>> };
};

/** True for a role that sees every request of the program (CDEK-20), or leads the people who do its tickets (FK-04). */
function oversees({ conversation, tickets }: Overseen, { roles }: Staff): boolean {
  const leads = Object.values(tickets?.types ?? {}).map(({ lead }) => lead);
  return roles.some((role) => conversation?.oversight[role] === 'all' || leads.includes(role));
}

/**
 * Whether somebody may read it: an admin, who keeps the whole installation running, and whoever oversees the program.
 * `name`: the program of the case, or `null` for what belongs to none, which is open to whoever oversees any.
 */
export function mayReadHistories(actor: StaffActor, name: string | null, programs: readonly Overseen[]): boolean {
  if (actor.admin) return true;
  const asked = programs.filter((program) => name === null || program.name === name);
  return asked.some((program) => oversees(program, staffIn(actor, program.name)));
}
