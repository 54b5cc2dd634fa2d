import { isDeepStrictEqual } from 'node:util';
import type { Em } from '../orm.ts';
import { wasCarriedOut } from './carried-out-updates.ts';

/**
 * Why a move is not written. `already`: it is in the record, so a retried activity or a repeated request changes
 * nothing. `otherwise`: the record is already as far by another move, with this state; `isCarriedOut` says whether the
 * request is part of it.
 */
export type NotWritten<State> = { kind: 'already' } | { kind: 'otherwise'; state: State; isCarriedOut: boolean };

/** Compares a record with the state that was to be written. */
export function recordedOtherwise<State>(recorded: State, asked: State, isCarriedOut: boolean): NotWritten<State> {
  // The stored state went through JSON, which has no `undefined`.
  const isSame = isDeepStrictEqual(recorded, JSON.parse(JSON.stringify(asked)));
  return isSame ? { kind: 'already' } : { kind: 'otherwise', state: recorded, isCarriedOut };
}

/** A case's record and its new moves: the version of the first and the state after the last. */
export type Following<State> = { caseId: string; recorded: State; first: number; last: State; updateId: string | null };

/** `null` when the moves follow the record and their request is new. Call it under the case's lock. */
export async function notFollowing<State extends { version: number }>(
  em: Em,
  { caseId, recorded, first, last, updateId }: Following<State>,
): Promise<NotWritten<State> | null> {
  const isCarriedOut = updateId !== null && (await wasCarriedOut(em, { id: updateId, caseId }));
  if (!isCarriedOut && recorded.version + 1 === first) return null;
  return recordedOtherwise(recorded, last, isCarriedOut);
}
