// Owns the dated absence of a queue over HTTP (CDEK-19). Refuses to switch it on: its dates do.
import type { FastifyRequest } from 'fastify';
import Type from 'typebox';
import { readAbsence } from '../../db/read/absences.ts';
import { deleteAbsence, writeAbsence } from '../../db/write/absences.ts';
import { audit } from '../../db/write/audit.ts';
import { staffIn } from '../../domain/access/actor.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import { type Absence as AbsenceData, refusalOfAbsence } from '../../domain/conversation/absence.ts';
import { isBlank } from '../../domain/conversation/disposition.ts';
import { refusal } from '../../domain/refusal.ts';
import { findProgram } from '../../programs/index.ts';
import type { CarelineApp } from '../careline-app.ts';
import { invalid, notFound, refuse } from '../errors.ts';
import { problems } from '../schemas/problems.ts';
import { Absence, NewAbsence, QueuePath } from '../schemas/program.ts';
import { NoContent, Nullable, Ref } from '../schemas/shared.ts';

const url = '/v1/programs/:program/queues/:queue/absence';
const config = { access: 'staff' } as const;

export async function absenceRoutes(app: CarelineApp): Promise<void> {
  app.get(
    url,
    {
      config,
      schema: {
        tags: ['programs'],
        summary: 'The absence that is set, or null',
        params: QueuePath,
        response: { 200: Nullable(Ref(Absence)), ...problems(401, 403, 404) },
      },
    },
    async (request, reply) => {
      requireMember(request, 'any-role');
      const { program, queue } = request.params;
      return reply.send(await readAbsence(request.em, program, queue));
    },
  );

  app.put(
    url,
    {
      config,
      schema: {
        tags: ['programs'],
        summary: 'Set the absence, in the place of one set before',
        params: QueuePath,
        body: NewAbsence,
        response: { 200: Ref(Absence), ...problems(400, 401, 403, 404, 422) },
      },
    },
    async (request) => {
      requireMember(request, 'setter');
      const { body, em, params, staff } = request;
      checkVisible(body);
      const refused = refusalOfAbsence(body);
      if (refused !== null) refuse(refused);
      const at = toInstant(app.clock.now());
      await em.transactional(async (tx) => {
        await writeAbsence(tx, params, body, { by: staff.login, at });
        const details = { queue: params.queue, from: body.from, until: body.until };
        await audit(tx, { at, actor: staff.login, action: 'absence.set', program: params.program, details });
      });
      return body;
    },
  );

  app.delete(
    url,
    {
      config,
      schema: {
        tags: ['programs'],
        summary: 'Clear the absence; when none is set nothing changes',
        params: QueuePath,
        response: { 204: NoContent, ...problems(401, 403, 404) },
      },
    },
    async (request, reply) => {
      requireMember(request, 'setter');
      const { em, params, staff } = request;
      const at = toInstant(app.clock.now());
      await em.transactional(async (tx) => {
        if (!(await deleteAbsence(tx, params))) return;
        const details = { queue: params.queue };
        await audit(tx, { at, actor: staff.login, action: 'absence.cleared', program: params.program, details });
      });
      return reply.code(204).send(null);
    },
  );
}

/** The queue's policy names who sets it; everybody of the program may read it. @throws ProblemError 404, RefusedError */
function requireMember(request: FastifyRequest, who: 'any-role' | 'setter'): void {
  const { program, queue } = request.params as Type.Static<typeof QueuePath>;
  const queues = findProgram(program)?.conversation?.queues ?? {};
  const setBy = Object.hasOwn(queues, queue) ? queues[queue]?.absenceReply?.setBy : undefined;
  if (setBy === undefined) notFound();
  const { roles } = staffIn(request.staff, program);
  const isOpen = who === 'setter' ? roles.includes(setBy) : roles.length > 0;
  if (!isOpen) refuse(refusal('not-allowed', 'your role may not do this'));
}

function checkVisible({ substituteName, substitutePhone }: AbsenceData): void {
  if (isBlank(substituteName)) invalid('/substituteName', 'is blank');
  if (isBlank(substitutePhone)) invalid('/substitutePhone', 'is blank');
}
