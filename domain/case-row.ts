import { type Scope, sightOf } from './access/scopes.ts';
import type { Instant } from './calendar/instant.ts';
import type { Found } from './found.ts';
import type { CaseState, Kinds, Process } from './process.ts';

/** What the record of any process holds of a case. */
export type CaseRow = {
  version: number;
  stage: string;
  queue: string | null;
  assignee: string | null;
  overdue: boolean;
  /** Its assignee holds it. */
  open: boolean;
  /** `null`: the order in lists stays. */
  sortAt: Instant | null;
  scopes: readonly Scope[];
  /** The scopes by which lists show it. */
  listed: readonly Scope[];
  state: CaseState;
};

export function caseRow<K extends Kinds>(process: Process<K>, found: Found, state: K['state']): CaseRow {
  const { stage, queue = null, assignee = null, overdue } = found;
  const scopes = process.scopes(state);
  return {
    version: state.version,
    stage,
    queue,
    assignee,
    overdue,
    open: process.stages.open.includes(stage),
    scopes,
    state,
    sortAt: process.sortAt?.(state) ?? null,
    listed: scopes.filter((scope) => sightOf(scope) !== 'refusal'),
  };
}
