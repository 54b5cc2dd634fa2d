import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { readPolicy } from '../../db/read/policies.ts';
import { packageOf, readServicePackage, type ServicePackageRecord } from '../../db/read/service-packages.ts';
import { readTicket, readTicketRules, type TicketRecord } from '../../db/read/tickets.ts';
import { staffIn } from '../../domain/access/actor.ts';
import { type CaseRule, isCaseRule, verdictOnPackage, verdictOnTicket } from '../../domain/access/case-access.ts';
import { HIDDEN } from '../../domain/access/verdict.ts';
import type { AnyProcess } from '../../domain/process.ts';
import type { PackageAction, ServicePackagePolicy } from '../../domain/service-package/policy.ts';
import { servicePackage } from '../../domain/service-package/process.ts';
import type { TicketAction } from '../../domain/ticket/access.ts';
import { type TicketPolicy, ticketType } from '../../domain/ticket/policy.ts';
import { ticket } from '../../domain/ticket/process.ts';
import { programNamed } from '../../programs/index.ts';
import { enforce, hasMovedIt } from '../plugins/access.ts';
import { notFound } from '../server/errors.ts';
import { isUuid } from '../server/given-values.ts';
import { notThere } from './purged.ts';
import { isOpenTo } from './scope.ts';

/** A case with the policy that it keeps. */
export type PackageCase = { record: ServicePackageRecord; policy: ServicePackagePolicy };
/** `chase` comes from the policy of the ticket's package; a ticket without a package has none. */
export type TicketCase = { record: TicketRecord; policy: TicketPolicy; chase: ServicePackagePolicy['chase'] | null };

export const caseAccess = fp(
  async (app) => {
    const packages = new WeakMap<FastifyRequest, PackageCase>();
    const tickets = new WeakMap<FastifyRequest, TicketCase>();
    app.decorateRequest('servicePackage', {
      getter() {
        return packages.get(this as unknown as FastifyRequest) ?? missing(this as unknown as FastifyRequest);
      },
    });
    app.decorateRequest('ticket', {
      getter() {
        return tickets.get(this as unknown as FastifyRequest) ?? missing(this as unknown as FastifyRequest);
      },
    });
    // Runs after the stored answer of a repeated request was looked for, as for conversations.
    app.addHook('preValidation', async (request) => {
      const rule = request.routeOptions.config.access;
      if (request.is404 || rule === undefined || !isCaseRule(rule)) return;
      if (rule.startsWith('ticket.')) tickets.set(request, await ticketFor(request, rule));
      else packages.set(request, await packageFor(request, rule));
    });
  },
  { name: 'case-access', dependencies: ['access'] },
);

/** @throws ProblemError 404, RefusedError */
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
  if (verdict.kind !== 'open' && !(await hasMovedIt(request, record.id))) enforce(verdict);
  return { record, policy };
}

/** The package that the path names, or that the named refund or payment request belongs to. */
async function packageId({ em, params, routeOptions }: FastifyRequest): Promise<string | null> {
  const { id } = params as { id: string };
  if (!isUuid(id)) return null;
  const { partOf } = routeOptions.config;
  return partOf === undefined ? id : packageOf(em, partOf, id);
}

/** @throws ProblemError 404, RefusedError */
async function ticketFor(request: FastifyRequest, rule: CaseRule): Promise<TicketCase> {
  const { em, staff } = request;
  const { id } = request.params as { id: string };
  const record = isUuid(id) ? await readTicket(em, id) : null;
  if (record === null) return notThere(request, id);
  const rules = await readTicketRules(em, record);
  const action = rule.replace('ticket.', '') as TicketAction;
  const type = ticketType(rules.policy, record.state.type);
  const verdict = isReadable(request, record, ticket)
    ? verdictOnTicket(type, action, staffIn(staff, record.program))
    : HIDDEN;
  if (verdict.kind !== 'open' && !(await hasMovedIt(request, record.caseId))) enforce(verdict);
  return { record, ...rules };
}

type Read = { program: string; scopes: readonly string[] };

function isReadable({ staff }: FastifyRequest, { program, scopes }: Read, process: AnyProcess): boolean {
  return isOpenTo(staff, programNamed(program), process, scopes);
}

function missing({ routeOptions }: FastifyRequest): never {
  throw new TypeError(`${routeOptions.url} reads a case without a rule about one`);
}
