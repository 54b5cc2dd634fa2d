// Sections are an offer only. The server guards the data.
import type { Program } from '../../shared/wire.ts';

type CasePath = '/booking' | '/packages' | '/tickets' | '/team' | '/finance' | '/money' | '/visits';

const has = (roles: readonly string[], wanted: readonly string[] = []) => roles.some((role) => wanted.includes(role));

/** The sections of a person in a program with packages or tickets, most important first. */
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
