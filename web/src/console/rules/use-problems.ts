import { useEffect, useState } from 'react';
import { resultOf } from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import type { ProgramProblem } from '../../shared/wire.ts';
import { api } from '../data/api.ts';
import type { Files } from './document.ts';

const PAUSE_MS = 500;

/** What the server finds wrong with the files as they are typed now, a moment after the last key. */
export function useProblems(files: Files, isDirty: boolean, saved: ProgramProblem[]): ProgramProblem[] {
  const [found, setFound] = useState<{ files: Files; problems: ProgramProblem[] } | null>(null);
  useEffect(() => {
    if (!isDirty) return undefined;
    let isStale = false;
    const check = async () => {
      const result = await resultOf(api.POST('/v1/program-check', { body: { sources: { ...files } } }));
      if (!isStale && result.kind === 'ok') setFound({ files, problems: result.data.problems });
    };
    const timer = setTimeout(() => void check(), PAUSE_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [files, isDirty]);
  return isDirty ? (found?.problems ?? []) : saved;
}

/** The mistakes that a refusal lists. */
export function problemsIn(problem: Problem | null): ProgramProblem[] {
  const listed = problem?.code === 'program-invalid' ? problem.details['problems'] : undefined;
  return Array.isArray(listed) ? (listed as ProgramProblem[]) : [];
}
