import type { FastifyRequest } from 'fastify';
import { mayChangeProgram } from '../../../domain/access/program-access.ts';
import type { ProgramDocument } from '../../../domain/document/program.ts';
import { refusal } from '../../../domain/refusal.ts';
import { withHolidays } from '../../../programs/holidays.ts';
import { checkSource } from '../../../programs/check.ts';
import { type Problem, type ProgramSource, sourceOf } from '../../../programs/source.ts';
import { invalid, ProblemError, refuse } from '../../server/errors.ts';

/** A document is larger than any other body: texts of every language of a business. */
export const documentLimits = { bodyLimit: 2 * 1024 * 1024, mostValues: 50_000 } as const;

/** The people that `checkMayChange` lets through, for the document of the API. */
export const FOR_WHOM = 'For admins, and for those who hold the role `program-owner` in the program.';

type Given = { document?: unknown; sources?: Record<string, string> };

export type Sound = { document: ProgramDocument; source: ProgramSource; warnings: Problem[] };

/** The files of a body with a document in either form; `null` for a body with neither. @throws ProblemError 400 */
export function sourceIn({ document, sources }: Given): ProgramSource | null {
  if (document !== undefined && sources !== undefined) invalid('/', 'give either a document or sources');
  if (sources !== undefined) return withHolidays(sources);
  return document === undefined ? null : withHolidays(sourceOf(asDocument(document)));
}

/** @throws ProblemError 422 program-invalid, with each mistake */
export function soundSource(source: ProgramSource): Sound {
  const { document, problems } = checkSource(source);
  if (document !== null) return { document, source, warnings: problems };
  throw new ProblemError('program-invalid', 'the document has mistakes; nothing was changed', {
    members: { problems },
  });
}

/** @throws RefusedError for people who do not change this program */
export function checkMayChange({ staff }: Pick<FastifyRequest, 'staff'>, program: string): void {
  if (!mayChangeProgram(staff, program)) refuse(refusal('not-allowed', 'your role may not do this'));
}

// Only its outer form is needed to write it down; what is inside is checked as every file is.
function asDocument(given: unknown): ProgramDocument {
  const { program, texts, holidays } = (given ?? {}) as Partial<ProgramDocument>;
  if (typeof given !== 'object' || program === undefined || typeof texts !== 'object' || texts === null)
    return invalid('/document', 'has a `program` and `texts`');
  return { program, texts, ...(typeof holidays === 'object' && holidays !== null ? { holidays } : {}) };
}
