import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { RouteRule } from '../../domain/access/route-access.ts';
import type { Scope } from '../../domain/access/scopes.ts';
import type { AnyProcess } from '../../domain/process.ts';
import { programNamed } from '../../programs/index.ts';
import { isOpenTo } from './scope.ts';

/** How a process lets requests to one of its cases. */
export type Door<Rule extends RouteRule, Case> = {
  /** The request's property for the case; reading it on a route without such a rule is a bug. */
  property: string;
  isAbout(rule: RouteRule): rule is Rule;
  /** Reads the case that the path names. @throws ProblemError 401 or 404, RefusedError */
  admit(request: FastifyRequest, rule: Rule): Promise<Case>;
};

export function openDoor<Rule extends RouteRule, Case>(app: FastifyInstance, door: Door<Rule, Case>): void {
  const admitted = new WeakMap<FastifyRequest, { one: Case }>();
  app.decorateRequest<unknown>(door.property, {
    getter(): unknown {
      const request = this as unknown as FastifyRequest;
      const found = admitted.get(request);
      if (found !== undefined) return found.one;
      throw new TypeError(`${request.routeOptions.url} reads request.${door.property} without a rule about one`);
    },
  });
  app.addHook('preValidation', async (request) => {
    const rule = request.routeOptions.config.access;
    if (request.is404 || rule === undefined || !door.isAbout(rule)) return;
    admitted.set(request, { one: await door.admit(request, rule) });
  });
}

type Read = { program: string; scopes: readonly Scope[] };

/** True when the caller may know of a case at all. */
export function isReadable({ staff }: FastifyRequest, { program, scopes }: Read, process: AnyProcess): boolean {
  return isOpenTo(staff, programNamed(program), process, scopes);
}
