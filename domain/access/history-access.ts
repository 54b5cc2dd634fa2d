import type { ConversationPolicy } from '../conversation/policy.ts';
import type { TicketPolicy } from '../ticket/policy.ts';
import { type StaffActor, staffIn } from './actor.ts';
import type { Staff } from './conversation-access.ts';

/** The part of a program that says who oversees it. */
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
 * Whether a person may read the encrypted part of Temporal's histories: admins, who keep the installation running, and
 * people who oversee the program. `name` is the case's program; `null` means no program, open to overseers of any.
 */
export function mayReadHistories(actor: StaffActor, name: string | null, programs: readonly Overseen[]): boolean {
  if (actor.admin) return true;
  const asked = programs.filter((program) => name === null || program.name === name);
  return asked.some((program) => oversees(program, staffIn(actor, program.name)));
}
