import type { Static } from 'typebox';
import Type from 'typebox';
import { listVersions, readVersion, type VersionRecord } from '../../../db/read/program-versions.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { ProgramDocument } from '../../../domain/document/program.ts';
import { findProgram } from '../../../programs/index.ts';
import { readSource } from '../../../programs/source.ts';
import { checkSource } from '../../../programs/check.ts';
import { problems } from '../../schemas/problems.ts';
import { GivenDocument, ProgramProblem, ProgramVersion, WholeProgramVersion } from '../../schemas/program-version.ts';
import { Page, ProgramPath, Ref } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { invalid, notFound } from '../../server/errors.ts';
import { documentLimits, sourceIn } from './given-document.ts';

const tags = ['programs'];
export const VersionPath = Type.Object({
  program: Type.String({ examples: ['cdek'] }),
  version: Type.String({ pattern: '^[1-9]\\d{0,8}$', examples: ['3'] }),
});

const list = {
  config: { access: 'staff' },
  schema: {
    tags,
    summary: 'The published versions of a program, the newest first',
    description: 'All on one page: `nextCursor` is always null. A version may be valid only from a later instant.',
    params: ProgramPath,
    response: { 200: Page(Ref(ProgramVersion)), ...problems(401, 403, 404) },
  },
} as const;

const read = {
  config: { access: 'staff' },
  schema: {
    tags,
    summary: 'A published version with its document',
    description: 'For all people of the program. Secrets are not in documents: they name them.',
    params: VersionPath,
    response: { 200: Ref(WholeProgramVersion), ...problems(400, 401, 403, 404) },
  },
} as const;

const schema = {
  config: { access: 'anyone' },
  schema: {
    tags,
    summary: 'The JSON Schema of a program’s document',
    description:
      'Editors complete and check with it. References between parts are checked by `POST /v1/program-check`.',
    response: { 200: Type.Unknown() },
  },
} as const;

const check = {
  config: { access: 'staff', mostValues: documentLimits.mostValues },
  bodyLimit: documentLimits.bodyLimit,
  schema: {
    tags,
    summary: 'Check a document without keeping it',
    description: 'Every mistake and warning with file and line; an empty list is a sound document.',
    body: GivenDocument,
    response: { 200: Type.Object({ problems: Type.Array(Ref(ProgramProblem)) }), ...problems(400, 401, 403, 413) },
  },
} as const;

export async function versionRoutes(app: CarelineApp): Promise<void> {
  app.get('/v1/programs/:program/versions', list, async ({ em, params }) => {
    const found = await listVersions(em, params.program);
    return { items: found.map(versionView), nextCursor: null };
  });

  app.get('/v1/programs/:program/versions/:version', read, async ({ em, params }) => {
    const { source, ...record } = (await readVersion(em, params.program, Number(params.version))) ?? notFound();
    return { ...versionView(record), document: readSource(source).document, sources: { ...source } };
  });

  app.get('/v1/program-schema.json', schema, async () => ProgramDocument);

  app.post('/v1/program-check', check, async ({ body }) => {
    const source = sourceIn(body) ?? invalid('/', 'give a document or sources');
    return { problems: checkSource(source, toInstant(app.clock.now())).problems };
  });
}

export function versionView(record: VersionRecord): Static<typeof ProgramVersion> {
  const { withdrawnAt: at, withdrawnBy: by, withdrawalNote: note, ...shown } = record;
  const withdrawn = at === null ? null : { at, by: by ?? '', note };
  return { ...shown, withdrawn, current: findProgram(record.program)?.version === record.version };
}
