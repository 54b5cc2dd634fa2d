// Owns which sections a role is offered in a program with packages or tickets. Refuses to be the guard: the server is.
import type { Program } from '../../shared/wire.ts';

type CasePath = '/booking' | '/packages' | '/tickets' | '/team' | '/finance' | '/money' | '/visits';

const has = (roles: readonly string[], wanted: readonly string[] = []) => roles.some((role) => wanted.includes(role));

/** What somebody works with in a program with packages or tickets, what they need first at the front. */
export function caseSections(program: Program | undefined, roles: readonly string[]): CasePath[] {
  const packages = program?.packages ?? null;
  const leads = program?.ticketTypes.some(({ lead }) => roles.includes(lead)) === true;
  const works = program?.ticketTypes.some(({ team }) => roles.includes(team)) === true;
  const books = has(roles, packages?.bookedBy);
  const completes = has(roles, packages?.visitsCompletedBy);
  const found: [CasePath, boolean][] = [
    ['/finance', has(roles, packages?.refundsApprovedBy)],
    ['/team', leads],
    ['/visits', completes && !books],
    ['/tickets', works],
    ['/booking', books],
    ['/money', has(roles, packages?.paymentsDecidedBy)],
    ['/tickets', !works && (leads || books || completes)],
    ['/packages', packages !== null],
    ['/visits', completes && books],
  ];
  return found.filter(([, isTheirs]) => isTheirs).map(([path]) => path);
}
