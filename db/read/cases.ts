import type { Em } from '../orm.ts';
import { row, sql } from '../sql.ts';
import { readPolicy } from './policies.ts';

/** A case of any process, as a running case continues from it. @throws Error for an unknown case, or an intake */
export async function readCase(em: Em, process: string, id: string): Promise<{ policy: object; state: object }> {
  const found = await row<{ digest: string | null; state: object | null }>(
    em,
    sql`select policy_digest as digest, state from cases where id = ${id}::uuid and process = ${process}`,
  );
  if (found === null || found.digest === null || found.state === null)
    throw new Error(`there is no ${process} ${id} that has begun`);
  remember(id, found.digest);
  return { policy: await readPolicy<object>(em, found.digest), state: found.state };
}

/** The process of a case. @throws Error for an unknown case */
export async function readProcessOf(em: Em, id: string): Promise<string> {
  const found = await row<{ process: string }>(em, sql`select process from cases where id = ${id}::uuid`);
  if (found === null) throw new Error(`there is no case ${id}`);
  return found.process;
}

const MOST_CASES = 10_000;
const digests = new Map<string, string>();

type Versioned = { programVersion?: number };

/**
 * The policy that a case keeps. What was read once is remembered, unless the caller knows of another version: a case
 * may be moved. Must not be called in the transaction in which the case begins, because what is read is remembered even
 * if that transaction fails.
 * @throws Error for an unknown case, or one in an intake
 */
export async function readCasePolicy<Policy>(em: Em, caseId: string, known: Versioned = {}): Promise<Policy> {
  const digest = digests.get(caseId);
  const remembered = digest === undefined ? null : await readPolicy<Policy & Versioned>(em, digest);
  const { programVersion = remembered?.programVersion } = known;
  if (remembered !== null && remembered.programVersion === programVersion) return remembered;
  return readCasePolicyNow(em, caseId);
}

/** The same, read from the record. */
export async function readCasePolicyNow<Policy>(em: Em, caseId: string): Promise<Policy> {
  const digest = await digestOf(em, caseId);
  remember(caseId, digest);
  return readPolicy<Policy>(em, digest);
}

function remember(caseId: string, digest: string): void {
  if (digests.size >= MOST_CASES) digests.clear();
  digests.set(caseId, digest);
}

async function digestOf(em: Em, caseId: string): Promise<string> {
  const found = await row<{ digest: string | null }>(
    em,
    sql`select policy_digest as digest from cases where id = ${caseId}::uuid`,
  );
  if (found === null || found.digest === null) throw new Error(`there is no policy of the case ${caseId}`);
  return found.digest;
}
