import type { FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { readAbsence } from '../../db/read/absences.ts';
import { deleteAbsence, writeAbsence } from '../../db/write/absences.ts';
import { audit } from '../../db/write/audit.ts';
import { staffIn } from '../../domain/access/actor.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import { type Absence as AbsenceData, refusalOfAbsence } from '../../domain/conversation/absence.ts';
import { refusal } from '../../domain/refusal.ts';
import { findProgram } from '../../programs/index.ts';
import { problems } from '../schemas/problems.ts';
import { Absence, NewAbsence, QueuePath } from '../schemas/program.ts';
import { NoContent, Nullable, Ref } from '../schemas/shared.ts';
import type { CarelineApp } from '../server/careline-app.ts';
import { notFound, refuse } from '../server/errors.ts';
import { refuseBlank, refuseUnreadable } from '../server/given-values.ts';

const url = '/v1/programs/:program/queues/:queue/absence';
const config = { access: 'staff' } as const;
const common = { tags: ['programs'], params: QueuePath };

const getAbsence = {
  config,
  schema: {
    ...common,
    summary: 'The absence that is set, or null',
    description:
      'For all people of the program; only some queues can have one (`absence` of the program), the others are 404.',
    response: { 200: Nullable(Ref(Absence)), ...problems(401, 403, 404) },
  },
} as const;

const putAbsence = {
  config,
  schema: {
    ...common,
    summary: 'Set the absence, in the place of one set before',
    description:
      'Both dates are inclusive, in the zone of the program. On those days a customer who enters the queue reads who is the substitute (CDEK-19). `absenceSetBy` of the program says which role may set it; an end before the beginning is `absence-range-invalid`.',
    body: NewAbsence,
    response: { 200: Ref(Absence), ...problems(400, 401, 403, 404, 422) },
  },
} as const;

const clearAbsence = {
  config,
  schema: {
    ...common,
    summary: 'Clear the absence; when none is set nothing changes',
    description: 'From now on customers are not told of an absence. For the role that may set it.',
    response: { 204: NoContent, ...problems(401, 403, 404) },
  },
} as const;

export async function absenceRoutes(app: CarelineApp): Promise<void> {
  app.get(url, getAbsence, async (request, reply) => {
    requireRole(request, 'any');
    const { program, queue } = request.params;
    return reply.send(await readAbsence(request.em, program, queue));
  });

  app.put(url, putAbsence, async (request) => {
    requireRole(request, 'setter');
    const { body, em, params, staff } = request;
    checkAbsence(body);
    const at = toInstant(app.clock.now());
    const { program, queue } = params;
    await em.transactional(async (tx) => {
      await writeAbsence(tx, params, body, { by: staff.login, at });
      const details = { queue, from: body.from, until: body.until };
      await audit(tx, { at, actor: staff.login, action: 'absence.set', program, details });
    });
    return body;
  });

  app.delete(url, clearAbsence, async (request, reply) => {
    requireRole(request, 'setter');
    const { em, params, staff } = request;
    const at = toInstant(app.clock.now());
    const { program, queue } = params;
    await em.transactional(async (tx) => {
      if (!(await deleteAbsence(tx, params))) return;
      await audit(tx, { at, actor: staff.login, action: 'absence.cleared', program, details: { queue } });
    });
    return reply.code(204).send(null);
  });
}

/**
 * The queue's policy names the role that sets the absence; all people of the program may read it. @throws ProblemError
 * 404, RefusedError
 */
function requireRole(request: FastifyRequest, which: 'any' | 'setter'): void {
  const { program, queue } = request.params as Static<typeof QueuePath>;
  const queues = findProgram(program)?.conversation?.queues ?? {};
  const setBy = Object.hasOwn(queues, queue) ? queues[queue]?.absenceReply?.setBy : undefined;
  if (setBy === undefined) notFound();
  const { roles } = staffIn(request.staff, program);
  const isOpen = which === 'setter' ? roles.includes(setBy) : roles.length > 0;
  if (!isOpen) refuse(refusal('not-allowed', 'your role may not do this'));
}

/**
 * @throws ProblemError 400 for a text without visible characters, RefusedError for a range that ends before it begins
 */
function checkAbsence(absence: AbsenceData): void {
  refuseUnreadable('/substituteName', absence.substituteName);
  refuseBlank('/substitutePhone', absence.substitutePhone);
  const refused = refusalOfAbsence(absence);
  if (refused !== null) refuse(refused);
}
