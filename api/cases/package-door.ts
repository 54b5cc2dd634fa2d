import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readPolicy } from '../../db/read/policies.ts';
import { packageOf, readServicePackage, type ServicePackageRecord } from '../../db/read/service-packages.ts';
import { staffIn } from '../../domain/access/actor.ts';
import { type CaseRule, isPackageRule, verdictOnPackage } from '../../domain/access/case-access.ts';
import { HIDDEN } from '../../domain/access/verdict.ts';
import type { PackageAction, ServicePackagePolicy } from '../../domain/service-package/policy.ts';
import { servicePackage } from '../../domain/service-package/process.ts';
import { enforceOnCase } from '../plugins/access.ts';
import { notFound } from '../server/errors.ts';
import { isUuid } from '../server/given-values.ts';
import { isReadable, openDoor } from './request-case.ts';

/** A package with the policy that it keeps. */
export type PackageCase = { record: ServicePackageRecord; policy: ServicePackagePolicy };

export function packageDoor(app: FastifyInstance): void {
  openDoor(app, { property: 'servicePackage', isAbout: isPackageRule, admit: packageFor });
}

async function packageFor(request: FastifyRequest, rule: CaseRule): Promise<PackageCase> {
  const { em, staff } = request;
  const id = await packageId(request);
  const record = id === null ? null : await readServicePackage(em, id);
  if (record === null) notFound();
  const policy = await readPolicy<ServicePackagePolicy>(em, record.policyDigest);
  const action = rule.replace('service-package.', '') as PackageAction;
  const verdict = isReadable(request, record, servicePackage)
    ? verdictOnPackage(policy, action, staffIn(staff, record.program))
    : HIDDEN;
  await enforceOnCase(request, record.id, verdict);
  return { record, policy };
}

/** The package that the path names, or that the named refund or payment request belongs to. */
async function packageId({ em, params, routeOptions }: FastifyRequest): Promise<string | null> {
  const { id } = params as { id: string };
  if (!isUuid(id)) return null;
  const { partOf } = routeOptions.config;
  return partOf === undefined ? id : packageOf(em, partOf, id);
}
