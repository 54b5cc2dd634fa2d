import { randomUUID } from 'node:crypto';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { servicePackage } from '../../../domain/service-package/process.ts';
import { previewCancellation, refusalOfPreview } from '../../../domain/service-package/cancellation.ts';
import { caseRoutes } from '../../cases/routes.ts';
import { EmptyBody } from '../../schemas/conversations.ts';
import { problems } from '../../schemas/problems.ts';
import { CancellationPreview, PackageParams } from '../../schemas/service-packages.ts';
import { Ref } from '../../schemas/shared.ts';
import type { Share } from '../../../domain/money.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { refuse } from '../../server/errors.ts';
import { packages } from './package-cases.ts';

const tags = ['service-packages'];

const preview = {
  config: { access: 'service-package.cancel' },
  schema: {
    tags,
    summary: 'What cancelling now would mean; changes nothing',
    description:
      'Value of the visits left, the program’s fee and what goes back; fee and refund are always the value. Of a package that is over there is no fee: what is left of it came back too late to be planned again. `visits` says what becomes of each planned visit; the amounts reckon unrecorded ones as held. Nothing is collected of an unpaid package, so all is 0 and nothing is counted.',
    params: PackageParams,
    body: EmptyBody,
    response: { 200: Ref(CancellationPreview), ...problems(400, 401, 403, 404, 409) },
  },
} as const;

export const cancelRoutes = caseRoutes(servicePackage)({
  ...packages,
  verbs: {
    cancellation: {
      access: 'service-package.cancel',
      summary: 'Cancel the package as previewed',
      description:
        'Planned visits become what the preview says, without a call or an SMS about one; the refund waits for the approval of a second person. While past visits are not recorded it is `visits-unrecorded`, with their ids in `visits`.',
      body: EmptyBody,
      command: (_, by) => ({ kind: 'cancel', by, refundId: randomUUID() }),
    },
  },
});

export async function cancellationPreviewRoutes(app: CarelineApp): Promise<void> {
  app.post('/v1/service-packages/:id/cancellation/preview', preview, async ({ servicePackage: { policy, record } }) => {
    const now = toInstant(app.clock.now());
    const refused = refusalOfPreview(policy, record.state, now);
    if (refused !== null) refuse(refused);
    const { visits, visitsLeft, value, fee, refund } = previewCancellation(policy, record.state, now);
    return {
      visits,
      visitsLeft,
      valueMinor: value.amountMinor,
      feeMinor: fee.amountMinor,
      feeShare: fee.amountMinor === 0 ? 0 : feeShare(policy.cancellation.refund),
      refundMinor: refund.amountMinor,
    };
  });
}

function feeShare({ numerator, denominator }: Share): number {
  return (denominator - numerator) / denominator;
}
