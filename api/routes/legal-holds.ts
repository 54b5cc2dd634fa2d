// CDEK-23: what a dispute or a law needs is kept, whatever the program says.
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { listLegalHolds, readHoldable, readLegalHold } from '../../db/read/legal-holds.ts';
import { audit } from '../../db/write/audit.ts';
import { lockCase } from '../../db/write/case-lock.ts';
import { holdCase, releaseCase } from '../../db/write/legal-holds.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import { refusal } from '../../domain/refusal.ts';
import { notThere } from '../cases/purged.ts';
import { problems } from '../schemas/problems.ts';
import { FreeText, Id, Instant, Name, Page, pageQuery } from '../schemas/shared.ts';
import type { CarelineApp } from '../server/careline-app.ts';
import { notFound, refuse } from '../server/errors.ts';
import { decodeCursor, pageOf } from '../server/pages.ts';
import { refuseBlank } from '../server/given-values.ts';
import { verdictOnProgram } from '../../domain/access/route-access.ts';
import { checkMayChange, FOR_WHOM } from './programs/given-document.ts';

const HeldCase = Type.Object({
  caseId: Id,
  process: Type.String({ description: 'The kind of case' }),
  program: Type.String(),
  reason: Type.String(),
  heldBy: Type.String({ description: 'Login' }),
  heldAt: Instant,
});

const params = Type.Object({ id: Id });
const body = Type.Object({ reason: FreeText({ minLength: 1, maxLength: 500 }) }, { additionalProperties: false });
const list = {
  config: { access: 'staff' },
  schema: {
    tags: ['administration'],
    summary: 'Cases of a program that are kept for a legal reason',
    description: `${FOR_WHOM} The newest first.`,
    params: Type.Object({ program: Name }),
    querystring: Type.Object(pageQuery),
    response: { 200: Page(HeldCase), ...problems(400, 401, 403, 404) },
  },
} as const;

const hold = {
  config: { access: 'staff' },
  schema: {
    tags: ['administration'],
    summary: 'Keep a case for a legal reason',
    description: `${FOR_WHOM} It is not removed until it is released, however long its program keeps it. A case that is held already keeps its first hold.`,
    params,
    body,
    response: { 200: HeldCase, ...problems(400, 401, 403, 404, 410) },
  },
} as const;

const release = {
  config: { access: 'staff' },
  schema: {
    tags: ['administration'],
    summary: 'Release a case that was kept for a legal reason',
    description: `${FOR_WHOM} It is removed when its program’s time is over, which may be at once. 409 \`not-held\` for a case without a hold.`,
    params,
    body,
    response: { 204: Type.Null(), ...problems(400, 401, 403, 404, 409, 410) },
  },
} as const;

export async function legalHoldRoutes(app: CarelineApp): Promise<void> {
  app.get('/v1/programs/:program/legal-holds', list, async (request) => {
    const { program } = request.params;
    const { cursor, limit } = request.query;
    checkMayChange(request, program);
    const [heldAt, caseId] = cursor === undefined ? [] : decodeCursor(cursor, 'instant', 'uuid');
    const after = heldAt === undefined || caseId === undefined ? null : { heldAt, caseId };
    const found = await listLegalHolds(request.em, program, { after, limit: limit + 1 });
    return pageOf(found, limit, (last) => [last.heldAt, last.caseId]);
  });
  app.post('/v1/cases/:id/legal-hold', hold, async (request) => {
    const { em, staff, body: given, params: asked } = request;
    const about = await aboutOf(request, asked.id, given.reason);
    await em.transactional(async (tx) => {
      await lockCase(tx, about.caseId);
      if (!(await holdCase(tx, { ...about, by: staff.login }))) return;
      await audit(tx, { ...about, actor: staff.login, action: 'case.held' });
    });
    return (await readLegalHold(em, about.caseId)) ?? notThere(request, about.caseId);
  });
  app.post('/v1/cases/:id/legal-hold/release', release, async (request, reply) => {
    const { em, staff, body: given, params: asked } = request;
    const about = await aboutOf(request, asked.id, given.reason);
    await em.transactional(async (tx) => {
      await lockCase(tx, about.caseId);
      if (!(await releaseCase(tx, about.caseId))) refuse(refusal('not-held', 'it is not kept for a legal reason'));
      await audit(tx, { ...about, actor: staff.login, action: 'case.released' });
    });
    return reply.code(204).send(null);
  });
}

/** The case and the reason, for a person who may hold it. @throws ProblemError 400, 404 or 410, RefusedError */
async function aboutOf(request: FastifyRequest, caseId: string, reason: string) {
  refuseBlank('/reason', reason);
  const found = (await readHoldable(request.em, caseId)) ?? (await notThere(request, caseId));
  const { program } = found;
  if (verdictOnProgram(program, request.actor).kind !== 'open') notFound();
  checkMayChange(request, program);
  return { caseId, program, reason, at: toInstant(request.server.clock.now()) };
}
