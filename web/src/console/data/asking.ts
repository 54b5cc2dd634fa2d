// Owns asking the server for one change at a time, until there is an outcome, and telling of it. Refuses to know what.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Answered, Result } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import { untilKnown } from '../../shared/until-known.ts';
import { tell } from '../notifications/tell.ts';
import { refetchCases } from './packages.ts';
import { useSpokenProblem } from './spoken-problem.ts';

export type Asking = {
  /** What is under way, by the name that whoever asked gave it. */
  running: string | null;
  stillTrying: boolean;
  /**
   * Asks, tells that it is done and lets packages and tickets be read anew. While one question is under way another is
   * not asked: a double click is one. A problem is told in a note unless whoever asks shows it (`tells: false`).
   */
  ask: <Data>(
    name: string,
    call: (key: string) => Promise<Answered<Data>>,
    options?: { done?: string; tells?: boolean; key?: string },
  ) => Promise<Result<NonNullable<Data>> | null>;
};

export function useAsking(): Asking {
  const client = useQueryClient();
  const speak = useSpokenProblem();
  const isBusy = useRef(false);
  const [running, setRunning] = useState<string | null>(null);
  const [stillTrying, setStillTrying] = useState(false);
  const ask: Asking['ask'] = async (name, call, { done, tells = true, key } = {}) => {
    if (isBusy.current) return null;
    isBusy.current = true;
    setRunning(name);
    const result = await untilKnown(call, () => setStillTrying(true), key);
    isBusy.current = false;
    setRunning(null);
    setStillTrying(false);
    refetchCases(client);
    if (result.kind === 'failed' && tells) tell({ message: speak(result.problem), isProblem: true });
    if (result.kind === 'ok' && done !== undefined) tell({ message: done });
    return result;
  };
  return { running, stillTrying, ask };
}

/** The problem of an outcome, or `null` when it is done or was not asked. */
export function problemIn(result: Result<unknown> | null): Problem | null {
  return result?.kind === 'failed' ? result.problem : null;
}
