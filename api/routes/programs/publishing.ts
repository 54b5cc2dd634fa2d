import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Em } from '../../../db/orm.ts';
import { newestVersion, readVersion, type VersionRecord } from '../../../db/read/program-versions.ts';
import { audit } from '../../../db/write/audit.ts';
import { insertVersion, lockPublishing } from '../../../db/write/program-versions.ts';
import { type Instant, toInstant } from '../../../domain/calendar/instant.ts';
import { digestOf } from '../../../programs/digest.ts';
import type { VendorSettings } from '../../../platform/vendor-settings.ts';
import type { Refresh } from '../../../programs/follow.ts';
import type { ProgramSource } from '../../../programs/source.ts';
import { problems } from '../../schemas/problems.ts';
import { NewProgram, ProgramVersion, Publication } from '../../schemas/program-version.ts';
import { Id, Ref } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { invalid, notFound, ProblemError } from '../../server/errors.ts';
import { checkKept, checkSetUp } from './accounts.ts';
import { alreadyPublished, checkBase, checkSecondPerson, draftOf, finishDraft } from './draft-of.ts';
import { checkMayChange, documentLimits, FOR_WHOM, soundSource, sourceIn } from './given-document.ts';
import { VersionPath, versionView } from './versions.ts';

const tags = ['programs'];

const publishDraft = {
  config: { access: 'staff' },
  schema: {
    tags,
    summary: 'Publish a draft',
    description: `${FOR_WHOM} New cases begin with it from \`validFrom\` on; open cases keep their version. All processes follow within two seconds. \`draft-outdated\` when another version has been published since its base, with what that one changed. \`second-person-required\` where the program says so and you changed the draft last.`,
    params: Type.Object({ id: Id }),
    body: Publication,
    response: { 200: Ref(ProgramVersion), ...problems(400, 401, 403, 404, 409, 422) },
  },
} as const;

const publishAgain = {
  config: { access: 'staff' },
  schema: {
    tags,
    summary: 'Go back: publish the document of an older version again',
    description: `${FOR_WHOM} It becomes the newest version; the ones between stay in the list.`,
    params: VersionPath,
    body: Publication,
    response: { 200: Ref(ProgramVersion), ...problems(400, 401, 403, 404, 422) },
  },
} as const;

const makeProgram = {
  config: { access: 'admin', mostValues: documentLimits.mostValues },
  bodyLimit: documentLimits.bodyLimit,
  schema: {
    tags,
    summary: 'A new business, usable at once',
    description:
      'Publishes the document as its first version. Its people get their roles by `PATCH /v1/people/{login}`. A name that is in use is `program-exists`.',
    body: NewProgram,
    response: { 201: Ref(ProgramVersion), ...problems(400, 401, 403, 409, 413, 422) },
  },
} as const;

type Parts = { refresh: Refresh; settings: VendorSettings };

export async function publishingRoutes(app: CarelineApp, parts: Parts): Promise<void> {
  const { refresh } = parts;
  // This process works by the version before it says so.
  const shown = async (record: VersionRecord) => {
    await refresh();
    return versionView(record);
  };

  app.post('/v1/drafts/:id/publish', publishDraft, async (request) => {
    const draft = await draftOf(request, request.params.id);
    if (draft.publishedAs !== null) alreadyPublished();
    checkSecondPerson(request, draft);
    return shown(
      await publish(request, parts, draft, async (tx) => {
        await checkBase(tx, draft);
        return (version) => finishDraft(tx, draft, version);
      }),
    );
  });

  app.post('/v1/programs/:program/versions/:version/publish', publishAgain, async (request) => {
    const { em, params } = request;
    checkMayChange(request, params.program);
    const { source } = (await readVersion(em, params.program, Number(params.version))) ?? notFound();
    return shown(await publish(request, parts, { program: params.program, source }));
  });

  app.post('/v1/programs', makeProgram, async (request, reply) => {
    const source = sourceIn(request.body) ?? invalid('/', 'give a document or sources');
    const { name } = soundSource(source).document.program;
    const made = await publish(request, parts, { program: name, source }, async (tx) => {
      if ((await newestVersion(tx, name)) > 0) throw new ProblemError('program-exists', `there is a program ${name}`);
      return undefined;
    });
    return reply.code(201).send(await shown(made));
  });
}

type Check = (tx: Em) => Promise<((version: number) => Promise<void>) | undefined>;

/**
 * Publishes files as the next version. `check` runs when no other publication can come between; what it returns writes
 * beside the version.
 */
async function publish(
  { body, em, server, staff }: FastifyRequest,
  { refresh, settings }: Parts,
  { program, source }: { program: string; source: ProgramSource },
  check?: Check,
) {
  const { note = null, validFrom: wanted } = (body ?? {}) as { note?: string; validFrom?: string };
  const publishedAt = toInstant(server.clock.now());
  const validFrom = startOf(wanted, publishedAt);
  const { document } = soundSource(source);
  checkSetUp(document.program, source, settings);
  const record = { program, digest: digestOf(document), validFrom, publishedAt, publishedBy: staff.login, note };
  const version = await em.transactional(async (tx) => {
    await lockPublishing(tx);
    const after = await check?.(tx);
    // Another process may have published since this one looked.
    await refresh();
    checkKept(document.program, source);
    const number = await insertVersion(tx, { ...record, source });
    await after?.(number);
    const details = { version: number, validFrom, digest: record.digest };
    await audit(tx, { at: publishedAt, actor: staff.login, action: 'program.published', program, details });
    return number;
  });
  return { ...record, version, withdrawnAt: null, withdrawnBy: null, withdrawalNote: null };
}

/** @throws ProblemError 422 for an instant in the past */
function startOf(wanted: string | undefined, now: Instant): Instant {
  if (wanted === undefined) return now;
  const from = toInstant(new Date(wanted));
  if (from < now) throw new ProblemError('valid-from-past', 'a version cannot be valid before it is published');
  return from;
}
