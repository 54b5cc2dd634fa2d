import type { ServicePackagePolicy } from './policy.ts';

/** The rules for changing, recording and paying back visits. */
export type VisitPolicy = ServicePackagePolicy['visits'];

/** The ticket for a visit's record on the next day, and the result with which the record closes it. */
export type VisitRecording = NonNullable<VisitPolicy['record']>;

/** The ticket that asks the lead to pay back visits returned to an ended package. */
export type VisitReturn = NonNullable<VisitPolicy['returned']>;
