// Owns the cancellation of a package and its refund over HTTP (FK-21): preview, confirmation, approval by a second person.
import { randomUUID } from 'node:crypto';
import Type from 'typebox';
import { previewCancellation, refusalOfCancellation } from '../../../domain/service-package/cancellation.ts';
import type { CarelineApp } from '../../careline-app.ts';
import { refuse } from '../../errors.ts';
import { NoBody } from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import { CancellationPreview, PackageParams, ServicePackageView } from '../../schemas/service-packages.ts';
import { Ref } from '../../schemas/shared.ts';
import { moved } from './package-command.ts';

const tags = ['service-packages'];
const done = { 200: Ref(ServicePackageView), ...problems(400, 401, 403, 404, 409, 422, 503) };

const preview = {
  config: { access: 'service-package.cancel' },
  schema: {
    tags,
    summary: 'What cancelling now would mean; changes nothing',
    description:
      'Value of the visits left, the fee of 30 % and what goes back; fee and refund are always the value. Nothing is collected of an unpaid package, so all is 0.',
    params: PackageParams,
    body: NoBody,
    response: { 200: Ref(CancellationPreview), ...problems(400, 401, 403, 404, 409) },
  },
} as const;

const cancel = {
  config: { access: 'service-package.cancel' },
  schema: {
    tags,
    summary: 'Cancel the package as previewed',
    description: 'Planned visits are cancelled; the refund waits for the approval of a second person.',
    params: PackageParams,
    body: NoBody,
    response: done,
  },
} as const;

const approve = {
  config: { access: 'service-package.approve-refund', partOf: 'refunds' },
  schema: {
    tags: ['payments'],
    summary: 'Approve a refund',
    description: 'By finance, never by whoever prepared it (`second-person-required`). The provider is asked at once.',
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

export async function cancellationRoutes(app: CarelineApp): Promise<void> {
  const url = '/v1/service-packages/:id/cancellation';

  app.post(`${url}/preview`, preview, async ({ servicePackage: { policy, record } }) => {
    const refused = refusalOfCancellation(record.state);
    if (refused !== null) refuse(refused);
    const { visitsLeft, value, fee, refund } = previewCancellation(policy, record.state);
    return {
      visitsLeft,
      valueMinor: value.amountMinor,
      feeMinor: fee.amountMinor,
      refundMinor: refund.amountMinor,
    };
  });

  app.post(url, cancel, async (request) => moved(request, (by) => ({ kind: 'cancel', by, refundId: randomUUID() })));

  app.post('/v1/refunds/:id/approve', approve, async (request) => {
    const refundId = request.params.id;
    return moved(request, (by) => ({ kind: 'approve-refund', by, refundId }));
  });

  app.post('/v1/refunds/:id/settle', settle, async (request) => {
    const refundId = request.params.id;
    const { status } = request.body;
    return moved(request, (by) => ({ kind: 'settle-refund', by, refundId, status }));
  });
}
