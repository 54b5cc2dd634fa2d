import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Scope } from '../../domain/access/scopes.ts';
import type { AnyProcess } from '../../domain/process.ts';
import { programNamed } from '../../programs/index.ts';
import { isOpenTo } from './scope.ts';

/** Makes the request's property for the case that its route's rule is about. Returns its setter. */
export function decorateCase<Case>(
  app: FastifyInstance,
  property: string,
): (request: FastifyRequest, one: Case) => void {
  const cases = new WeakMap<FastifyRequest, { one: Case }>();
  app.decorateRequest<unknown>(property, {
    getter(): unknown {
      const request = this as unknown as FastifyRequest;
      const found = cases.get(request);
      if (found !== undefined) return found.one;
      throw new TypeError(`${request.routeOptions.url} reads request.${property} without a rule about one`);
    },
  });
  return (request, one) => void cases.set(request, { one });
}

type Read = { program: string; scopes: readonly Scope[] };

/** True when the caller may know of a case at all. */
export function isReadable({ staff }: FastifyRequest, { program, scopes }: Read, process: AnyProcess): boolean {
  return isOpenTo(staff, programNamed(program), process, scopes);
}
