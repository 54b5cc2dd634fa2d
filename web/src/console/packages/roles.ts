// What the roles of a person do with packages, for what they are offered. The server guards the data.
import type { Program } from '../../shared/wire.ts';

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
