import type { Instant } from '../../domain/calendar/instant.ts';
import type { Em } from '../orm.ts';
import { row, rows, sql } from '../sql.ts';

export type HeldCase = {
  caseId: string;
  process: string;
  program: string;
  reason: string;
  heldBy: string;
  heldAt: Instant;
};

const held = sql<HeldCase>`select c.id as "caseId", c.process, c.program, h.reason, h.held_by as "heldBy", h.held_at as "heldAt"
  from legal_holds h join cases c on c.id = h.case_id`;

export async function readLegalHold(em: Em, caseId: string): Promise<HeldCase | null> {
  return row(em, sql<HeldCase>`${held} where c.id = ${caseId}::uuid`);
}

/** Those of a program, the newest first; `after` is the last one of the page before. */
export async function listLegalHolds(
  em: Em,
  program: string,
  { after = null, limit }: { after?: Pick<HeldCase, 'heldAt' | 'caseId'> | null; limit: number },
): Promise<HeldCase[]> {
  const further =
    after === null ? sql`` : sql`and (h.held_at, c.id) < (${after.heldAt}::timestamptz, ${after.caseId}::uuid)`;
  return rows(
    em,
    sql<HeldCase>`${held} where c.program = ${program} ${further} order by h.held_at desc, c.id desc limit ${limit}`,
  );
}

/** The case as far as a hold needs it. */
export async function readHoldable(em: Em, caseId: string): Promise<{ program: string } | null> {
  return row(em, sql<{ program: string }>`select program from cases where id = ${caseId}::uuid`);
}
