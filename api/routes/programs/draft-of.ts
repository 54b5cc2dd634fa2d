import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import type { Em } from '../../../db/orm.ts';
import { type DraftRecord, readDraft } from '../../../db/read/program-drafts.ts';
import { newestVersion, readVersion } from '../../../db/read/program-versions.ts';
import type { ProgramDocument } from '../../../domain/document/program.ts';
import { markPublished } from '../../../db/write/program-drafts.ts';
import { refusal } from '../../../domain/refusal.ts';
import { findProgram } from '../../../programs/index.ts';
import { processes } from '../../../domain/processes.ts';
import { programOf } from '../../../programs/compile.ts';
import { checkSource } from '../../../programs/check.ts';
import { differences } from '../../../programs/difference.ts';
import { problem, type ProgramSource, readSource } from '../../../programs/source.ts';
import type { ProgramDraft } from '../../schemas/program-version.ts';
import { invalid, notFound, ProblemError, refuse } from '../../server/errors.ts';
import { checkKept } from './accounts.ts';
import { checkMayChange, soundSource } from './given-document.ts';

/** A draft that the reader may change. @throws ProblemError 404, RefusedError */
export async function draftOf(request: FastifyRequest, id: string): Promise<DraftRecord> {
  const draft = (await readDraft(request.em, id)) ?? notFound();
  const { memberships, admin } = request.staff;
  if (!admin && !memberships.some(({ program }) => program === draft.program)) notFound();
  checkMayChange(request, draft.program);
  return draft;
}

/** @throws ProblemError 409 */
export function alreadyPublished(): never {
  throw new ProblemError('draft-published', 'this draft has been published or deleted');
}

/** @throws ProblemError 400 for a base that does not exist, 422 for a document that does not fit the program */
export async function checkedFor(em: Em, program: string, base: number, source: ProgramSource): Promise<void> {
  const before = readSource(await sourceOfBase(em, program, base)).document as ProgramDocument;
  const { document } = soundSource(source);
  const gone = processesGone(before, document);
  if (gone.length > 0) {
    const problems = gone.map((name) =>
      problem(
        { path: '/program', file: 'program.yaml', line: 1 },
        'process-gone',
        `cases of \`${name}\` may be open, so the program keeps it`,
      ),
    );
    throw new ProblemError('program-invalid', 'the document lacks rules of open cases', { members: { problems } });
  }
  if (document.program.name !== program) invalid('/document/program/name', `is not ${program}: a name never changes`);
  checkKept(document.program, source);
}

/** The processes that a version had and another has not. An intake or a case of one may be open. */
function processesGone(before: ProgramDocument, after: ProgramDocument): string[] {
  const [had, has] = [programOf(before, 1), programOf(after, 1)];
  return processes
    .filter((one) => one.policy(had) !== undefined && one.policy(has) === undefined)
    .map(({ name }) => name);
}

/** @throws ProblemError 400 for a base that does not exist */
export async function sourceOfBase(em: Em, program: string, base: number): Promise<ProgramSource> {
  const version = (await readVersion(em, program, base)) ?? invalid('/base', 'there is no such version');
  return version.source;
}

export async function draftView(em: Em, draft: DraftRecord): Promise<Static<typeof ProgramDraft>> {
  const { publishedAs: _, source, ...shown } = draft;
  const base = await sourceOfBase(em, draft.program, draft.base);
  const { document } = readSource(source);
  return {
    ...shown,
    outdated: (await newestVersion(em, draft.program)) !== draft.base,
    document,
    sources: { ...source },
    differences: differences(readSource(base).document, document),
    problems: checkSource(source).problems,
  };
}

/** @throws RefusedError */
export function checkSecondPerson({ staff }: FastifyRequest, { program, changedBy }: DraftRecord): void {
  if (findProgram(program)?.secondPerson !== true || changedBy !== staff.login) return;
  refuse(refusal('second-person-required', 'another person has to publish it', { preparedBy: changedBy }));
}

/** @throws ProblemError 409, with what was changed since the draft's base */
export async function checkBase(tx: Em, { program, base }: DraftRecord): Promise<void> {
  const current = await newestVersion(tx, program);
  if (current === base) return;
  const documents = [await readVersion(tx, program, base), await readVersion(tx, program, current)];
  const [before, after] = documents.map((version) => readSource(version?.source ?? {}).document);
  const members = { current, differences: differences(before, after) };
  throw new ProblemError('draft-outdated', `version ${current} has been published meanwhile`, { members });
}

/** @throws ProblemError 409 */
export async function finishDraft(tx: Em, draft: DraftRecord, version: number): Promise<void> {
  if (await markPublished(tx, draft, version)) return;
  const left = await readDraft(tx, draft.id);
  if (left === null || left.publishedAs !== null) alreadyPublished();
  throw new ProblemError('draft-outdated', `${left.changedBy} has changed the draft meanwhile; look at it again`);
}
