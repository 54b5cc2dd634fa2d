import type { RulesDocument } from '../../../domain/document/program.ts';
import { missingSecrets } from '../../../platform/vendor-accounts.ts';
import { pointer, problem, type ProgramSource, readSource } from '../../../programs/source.ts';
import { ProblemError } from '../../server/errors.ts';

/** @throws ProblemError 422 for an account whose secret this installation does not have */
export function checkSecrets({ vendors = {} }: RulesDocument, source: ProgramSource): void {
  const found = Object.entries(vendors).flatMap(([id, account]) =>
    missingSecrets(account).map((name) => ({ id, name })),
  );
  if (found.length === 0) return;
  const { placeOf } = readSource(source);
  throw new ProblemError('program-invalid', 'secrets of accounts are missing here; nothing was published', {
    members: {
      problems: found.map(({ id, name }) =>
        problem(
          placeOf(pointer(['program', 'vendors', id])),
          'missing-secret',
          `${name} is not set in this installation`,
        ),
      ),
    },
  });
}
