// Owns the API's way to running cases: starting them through the outbox, asking them for a move. Refuses to know rules.
import type { Refusal } from '../domain/refusal.ts';

/**
 * What a move asked of a running case led to. `unknown`: it may still happen; the same id asked again tells. `gone`: the
 * case has ended, so its record says why it can no longer be moved.
 */
export type UpdateOutcome =
  | { kind: 'done' }
  | { kind: 'refused'; refusal: Refusal }
  | { kind: 'unknown' }
  | { kind: 'gone' };

/** Which workflow a case is, and what it begins with. */
export type CaseStart = { workflowId: string; type: string; input: unknown };

export type CaseGateway = {
  /** Tries to deliver what the outbox holds for a workflow, at once; never throws: the relay goes on trying. */
  deliver(workflowId: string): Promise<void>;
  /** Asks a running case for a move and waits a bounded time. The update id makes a repeated request one move. */
  update(workflowId: string, name: string, input: unknown, updateId: string): Promise<UpdateOutcome>;
  /** The same for a case whose workflow may have ended and begins anew from its record; never `gone`. */
  updateWithStart(workflow: CaseStart, name: string, input: unknown, updateId: string): Promise<UpdateOutcome>;
};
