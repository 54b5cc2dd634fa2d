import { writeAddress } from '../../../db/write/package-address.ts';
import { toInstant } from '../../../domain/calendar/instant.ts';
import { shownNow } from '../../cases/routes.ts';
import { problems } from '../../schemas/problems.ts';
import { AddressBody, PackageParams, ServicePackageView } from '../../schemas/service-packages.ts';
import { Ref } from '../../schemas/shared.ts';
import type { CarelineApp } from '../../server/careline-app.ts';
import { refuseBlank } from '../../server/given-values.ts';
import { packages } from './package-cases.ts';

const change = {
  config: { access: 'service-package.change-visits' },
  schema: {
    tags: ['service-packages'],
    summary: 'Enter or change the customer’s address',
    description:
      'By the desk. A package without one has `enter-address` in its `todo` from two days before a visit. The timeline says that it was entered, not what.',
    params: PackageParams,
    body: AddressBody,
    response: { 200: Ref(ServicePackageView), ...problems(400, 401, 403, 404) },
  },
} as const;

export async function customerRoutes(app: CarelineApp): Promise<void> {
  app.patch('/v1/service-packages/:id/customer', change, async (request) => {
    const { body, em, servicePackage, staff } = request;
    refuseBlank('/address', body.address);
    const { id, program } = servicePackage.record;
    const entered = { packageId: id, program, address: body.address, by: staff.login };
    await em.transactional((tx) => writeAddress(tx, entered, toInstant(app.clock.now())));
    return shownNow(packages, request);
  });
}
