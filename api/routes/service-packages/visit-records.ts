import type { FastifyRequest } from 'fastify';
import type { Staff } from '../../../domain/access/conversation-access.ts';
import type { PackageCommand } from '../../../domain/service-package/commands.ts';
import { problems } from '../../schemas/problems.ts';
import { PackageWithVisit, VisitCorrectionBody, VisitParams, VisitRecordBody } from '../../schemas/service-packages.ts';
import { Ref } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { refuseBlank } from '../../server/given-values.ts';
import { askWithReason } from './package-command.ts';
import { withVisit } from './visit-answer.ts';

const answers = { 200: Ref(PackageWithVisit), ...problems(400, 401, 403, 404, 409, 422, 503) };

const record = {
  config: { access: 'service-package.complete-visit' },
  schema: {
    tags: ['service-packages'],
    summary: 'Record what became of a visit',
    description:
      'From its civil day on (`not-yet`), for a package that is paid; in the grace and after it too. `not-held` is for the lead; once the package is over the visit is paid back without a fee, which a ticket `visit-refund` asks for. A ticket that asks for the record is closed by it.',
    params: VisitParams,
    body: VisitRecordBody,
    response: answers,
  },
} as const;

const correct = {
  config: { access: 'service-package.correct-visit' },
  schema: {
    tags: ['service-packages'],
    summary: 'Correct the record of a visit',
    description:
      'By the lead, with a reason. A package that was used up goes on when a visit returns to its balance; one that is over asks the lead to pay it back (`visit-refund`). What the record says already is `nothing-to-correct`. The records of a paid package that was cancelled are `cancellation-settled`.',
    params: VisitParams,
    body: VisitCorrectionBody,
    response: answers,
  },
} as const;

export async function visitRecordRoutes(app: CarelineApp): Promise<void> {
  const url = '/v1/service-packages/:id/visits/:visitId';

  app.post(`${url}/record`, record, async (request) => {
    const { outcome, reason } = request.body;
    return recorded(request, reason, (noteId, visitId) => ({ kind: 'record-visit', visitId, outcome, noteId }));
  });

  app.post(`${url}/correct`, correct, async (request) => {
    const { status, reason } = request.body;
    refuseBlank('/reason', reason);
    return recorded(request, reason, (noteId, visitId) => ({ kind: 'correct-visit', visitId, status, noteId }));
  });
}

type Said = Extract<PackageCommand, { kind: 'record-visit' | 'correct-visit' }>;
type WithoutBy<Command> = Command extends unknown ? Omit<Command, 'by'> : never;

/** Asks with the reason as a note, and shows the visit afterwards. @throws RefusedError, OutcomeUnknownError */
async function recorded(
  request: FastifyRequest,
  reason: string | undefined,
  said: (noteId: string | null, visitId: string) => WithoutBy<Said>,
) {
  const { visitId } = request.params as { visitId: string };
  const command = (by: Staff, noteId: string | null): PackageCommand => ({ ...said(noteId, visitId), by });
  await askWithReason(request, reason, command);
  return withVisit(request, ({ id }) => id === visitId);
}
