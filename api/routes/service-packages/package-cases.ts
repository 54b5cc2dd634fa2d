import { servicePackageNamed } from '../../../db/read/service-packages.ts';
import type { StaffActor } from '../../../domain/access/actor.ts';
import { type PackageKinds, servicePackage } from '../../../domain/service-package/process.ts';
import { askerOf } from '../../cases/asker.ts';
import type { ApiCases } from '../../cases/declaration.ts';
import type { PackageCase } from '../../cases/package-door.ts';
import { PackageParams, ServicePackageView } from '../../schemas/service-packages.ts';
import { Ref } from '../../schemas/shared.ts';
import { servicePackageView } from '../../views/service-package-view.ts';

const shown = Ref(ServicePackageView);

export const packages = {
  path: '/v1/service-packages',
  tags: ['service-packages'],
  params: PackageParams,
  shown,
  view: ({ policy, record }, reader: StaffActor, now) => servicePackageView(policy, record, reader, now),
  of: (request) => request.servicePackage,
  named: ({ record: { id: caseId, program } }) => ({ caseId, program }),
  again: async (em, { policy, record }) => ({ policy, record: await servicePackageNamed(em, record.id) }),
  refusal: ({ policy, record }, command, now) => servicePackage.refusal(policy, record.state, command, now),
} satisfies ApiCases<PackageKinds, PackageCase, typeof shown>;

export const packageAsker = askerOf(servicePackage, packages);
