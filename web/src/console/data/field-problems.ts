// A refusal is shown at its field. The server's English words are not shown.
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../shared/problem.ts';
import { focusFirstInvalid, formInFront } from './first-invalid.ts';
import { useSpokenProblem } from './spoken-problem.ts';

/** Codes that are about one field, in the forms that have it. */
const fieldsOfCodes: Readonly<Record<string, string>> = {
  'login-taken': 'login',
  'password-wrong': 'currentPassword',
  'password-unchanged': 'newPassword',
  'absence-range-invalid': 'until',
  'person-unknown': 'login',
  'collection-required': 'collection',
  'collection-time-unfit': 'collection',
  'outside-validity': 'startsAt',
  'too-far-ahead': 'startsAt',
  'visit-in-past': 'startsAt',
  'visits-unrecorded': 'visits',
};

/** The fields that a refusal names; a schema's `/memberships/0/role` is the field `memberships`. */
export function fieldsOf({ code, details }: Problem): string[] {
  if (code in fieldsOfCodes) return [fieldsOfCodes[code] ?? ''];
  const errors = Array.isArray(details['errors']) ? (details['errors'] as { path?: unknown }[]) : [];
  return code === 'invalid-request' ? errors.map(({ path }) => `${path}`.split('/')[1] ?? '') : [];
}

export type FieldProblems = {
  /** The error at a field. `hint` says what is allowed there. */
  at: (field: string, hint?: string) => string | undefined;
  /** The problems that belong to none of the form's fields. */
  rest: string | null;
};

export function useFieldProblems(problem: Problem | null, formFields: readonly string[]): FieldProblems {
  const { t } = useTranslation();
  const speak = useSpokenProblem();
  // The person can go on typing in the refused field.
  useEffect(() => {
    if (problem !== null) focusFirstInvalid(formInFront());
  }, [problem]);
  const named = problem === null ? [] : fieldsOf(problem);
  const isElsewhere = named.length === 0 || named.some((field) => !formFields.includes(field));
  return {
    at: (field, hint) => {
      if (problem === null || !named.includes(field)) return undefined;
      if (problem.code !== 'invalid-request') return speak(problem);
      return hint === undefined ? t('fieldInvalid') : t('fieldInvalidHint', { hint });
    },
    rest: problem !== null && isElsewhere ? speak(problem) : null,
  };
}
