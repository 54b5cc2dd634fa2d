// What screens of other processes know of packages. The server guards the data.
import type { Program } from '../../shared/wire.ts';

export const packagePath = (id: string): string => `/packages/${id}`;

/** The first parts of query keys. In `ofCase` the package's id is next. */
export const packageQueries = {
  ofCase: ['package', 'package-timeline', 'package-sms', 'cancellation-preview'],
  lists: ['packages', 'visits', 'refunds', 'held-payments', 'unknown-effects'],
};

type Does = (program: Program | undefined, roles: readonly string[]) => boolean;
type Packages = NonNullable<Program['packages']>;

const doneBy =
  (those: (packages: Packages) => readonly string[]): Does =>
  (program, roles) => {
    const packages = program?.packages ?? null;
    return packages !== null && those(packages).some((role) => roles.includes(role));
  };

export const booksPackages = doneBy(({ bookedBy }) => bookedBy);
export const recordsVisits = doneBy(({ visitsCompletedBy }) => visitsCompletedBy);
export const approvesRefunds = doneBy(({ refundsApprovedBy }) => refundsApprovedBy);
export const decidesPayments = doneBy(({ paymentsDecidedBy }) => paymentsDecidedBy);
