import Type from 'typebox';
import { NoBody } from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import { HandedOutBody, PackageParams, RefundReasonBody, ServicePackageView } from '../../schemas/service-packages.ts';
import { Ref } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { refuseBlank } from '../../server/given-values.ts';
import { askWithReason, moved, shown } from './package-command.ts';

const done = { 200: Ref(ServicePackageView), ...problems(400, 401, 403, 404, 409, 422, 503) };

const approve = {
  config: { access: 'service-package.approve-refund', partOf: 'refunds' },
  schema: {
    tags: ['payments'],
    summary: 'Approve a refund',
    description:
      'By finance, never by the person who prepared it (`second-person-required`). The provider is asked at once.',
    params: PackageParams,
    body: NoBody,
    response: done,
  },
} as const;

const settle = {
  config: { access: 'service-package.settle-refund', partOf: 'refunds' },
  schema: {
    tags: ['payments'],
    summary: 'Say what became of a refund in doubt',
    description: 'A refund that is `unknown` is never repeated by a machine: a person looks it up and says so.',
    params: PackageParams,
    body: Type.Object({ status: Type.Enum(['paid', 'refused']) }, { additionalProperties: false }),
    response: done,
  },
} as const;

const decline = {
  config: { access: 'service-package.approve-refund', partOf: 'refunds' },
  schema: {
    tags: ['payments'],
    summary: 'Decline a refund, with the reason',
    description: 'It goes back to the person who prepared it, who may ask for approval again (`resubmit`).',
    params: PackageParams,
    body: RefundReasonBody,
    response: done,
  },
} as const;

const resubmit = {
  config: { access: 'service-package.cancel', partOf: 'refunds' },
  schema: {
    tags: ['payments'],
    summary: 'Ask for the approval of a declined refund once more',
    description: 'The person who resubmits it counts as its preparer, so somebody else has to approve it.',
    params: PackageParams,
    body: RefundReasonBody,
    response: done,
  },
} as const;

const handedOut = {
  config: { access: 'service-package.settle-refund', partOf: 'refunds' },
  schema: {
    tags: ['payments'],
    summary: 'Cash was handed out to the customer',
    description: 'For a refund in status `to-hand-out`. `reference` is the number of the receipt.',
    params: PackageParams,
    body: HandedOutBody,
    response: done,
  },
} as const;

export async function refundRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/refunds/:id/approve', approve, async (request) => {
    const refundId = request.params.id;
    return moved(request, (by) => ({ kind: 'approve-refund', by, refundId }));
  });

  app.post('/v1/refunds/:id/settle', settle, async (request) => {
    const refundId = request.params.id;
    const { status } = request.body;
    return moved(request, (by) => ({ kind: 'settle-refund', by, refundId, status }));
  });

  app.post('/v1/refunds/:id/decline', decline, async (request) => {
    const refundId = request.params.id;
    refuseBlank('/reason', request.body.reason);
    await askWithReason(request, request.body.reason, (by, noteId) => ({
      kind: 'decline-refund',
      by,
      refundId,
      noteId,
    }));
    return shown(request);
  });

  app.post('/v1/refunds/:id/resubmit', resubmit, async (request) => {
    const refundId = request.params.id;
    refuseBlank('/reason', request.body.reason);
    await askWithReason(request, request.body.reason, (by, noteId) => ({
      kind: 'resubmit-refund',
      by,
      refundId,
      noteId,
    }));
    return shown(request);
  });

  app.post('/v1/refunds/:id/handed-out', handedOut, async (request) => {
    const refundId = request.params.id;
    const { reference } = request.body;
    refuseBlank('/reference', reference);
    await askWithReason(request, reference, (by, noteId) => ({ kind: 'hand-out-refund', by, refundId, noteId }));
    return shown(request);
  });
}
