// Asks the server for one change at a time, until the outcome is known.
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Answered, Result } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import { untilKnown } from '../../shared/until-known.ts';
import { reloadCases } from '../cases/screens.ts';
import { tell } from '../notifications/tell.ts';
import { useSpokenProblem } from './spoken-problem.ts';

export type Asking = {
  /** The change under way, by the name that its caller gave it. */
  running: string | null;
  stillTrying: boolean;
  /**
   * Asks, shows a note when it is done, and reloads all cases on the screen. Only one change runs at a time: a double
   * click sends one. A problem is shown in a note unless the caller shows it (`tells: false`).
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
    reloadCases(client);
    if (result.kind === 'failed' && tells) tell({ message: () => speak(result.problem), isProblem: true });
    if (result.kind === 'ok' && done !== undefined) tell({ message: done });
    return result;
  };
  return { running, stillTrying, ask };
}

/** The problem of an outcome, or `null` when it succeeded or was not asked. */
export function problemIn(result: Result<unknown> | null): Problem | null {
  return result?.kind === 'failed' ? result.problem : null;
}
