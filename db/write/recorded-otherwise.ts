// Owns the comparison of a move with what the record holds already: written before, or gone another way. Refuses to write.
import { isDeepStrictEqual } from 'node:util';
import type { Em } from '../orm.ts';
import { wasCarriedOut } from './carried-out-updates.ts';

/**
 * Why a move is not written. `already`: it stood there, so that a retried activity and a repeated request change nothing.
 * `otherwise`: the record is as far by another move, and this is its state; `isCarriedOut` says whether the request that
 * asked is part of what led there.
 */
export type NotWritten<State> = { kind: 'already' } | { kind: 'otherwise'; state: State; isCarriedOut: boolean };

/** How a record stands to a state that was to be written to it. */
export function recordedOtherwise<State>(recorded: State, asked: State, isCarriedOut: boolean): NotWritten<State> {
  // What is stored went through JSON, which knows no `undefined`.
  const isSame = isDeepStrictEqual(recorded, JSON.parse(JSON.stringify(asked)));
  return isSame ? { kind: 'already' } : { kind: 'otherwise', state: recorded, isCarriedOut };
}

/** A case's record, and the moves to it: the version of the first and the state after the last. */
export type Following<State> = { caseId: string; recorded: State; first: number; last: State; updateId: string | null };

/** `null` when moves follow the record and their request was not carried out before. Ask it under the case's lock. */
export async function notFollowing<State extends { version: number }>(
  em: Em,
  { caseId, recorded, first, last, updateId }: Following<State>,
): Promise<NotWritten<State> | null> {
  const isCarriedOut = updateId !== null && (await wasCarriedOut(em, { id: updateId, caseId }));
  if (!isCarriedOut && recorded.version + 1 === first) return null;
  return recordedOtherwise(recorded, last, isCarriedOut);
}
