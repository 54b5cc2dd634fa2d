/** The fields by which people find a case: in lists, and in the search of the Temporal UI. */
export type Found = { stage: string; queue?: string; assignee?: string | null; overdue: boolean };

/** True when a search would find the case differently. */
export function differs(before: Found, after: Found): boolean {
  return (
    before.stage !== after.stage ||
    before.queue !== after.queue ||
    before.assignee !== after.assignee ||
    before.overdue !== after.overdue
  );
}
