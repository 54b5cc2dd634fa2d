// A route without an access rule stops the start. The rules themselves are in domain/access.
import type { FastifyRequest, RouteOptions } from 'fastify';
import fp from 'fastify-plugin';
import { wasCarriedOut } from '../../db/write/carried-out-updates.ts';
import { isCaseRule } from '../../domain/access/case-access.ts';
import {
  isConversationAction,
  type RouteRule,
  verdictOnProgram,
  verdictOnRoute,
} from '../../domain/access/route-access.ts';
import type { Verdict } from '../../domain/access/verdict.ts';
import { findProgram } from '../../programs/index.ts';
import { notFound, ProblemError, refuse } from '../server/errors.ts';

// Every other method may change something.
const READS: ReadonlySet<string> = new Set(['GET', 'HEAD']);

export const access = fp(
  async (app) => {
    const routes: RouteOptions[] = [];
    // Checked after all registrations, because a plugin may add the rules of a library's routes after they are made.
    app.addHook('onRoute', (route) => void routes.push(route));
    app.addHook('onReady', async () => {
      const open = routes.filter((route) => !isGuarded(route));
      if (open.length > 0) throw new Error(`routes without an access rule that holds: ${open.map(named).join(', ')}`);
    });
    app.addHook('onRequest', async (request) => {
      if (request.is404) return;
      const rule = ruleOf(request);
      enforce(verdictOnRoute(rule, request.actor, !READS.has(request.method)));
      const { program } = request.params as { program?: string };
      if (program === undefined || rule === 'anyone') return;
      if (findProgram(program) === undefined) notFound();
      enforce(verdictOnProgram(program, request.actor));
    });
  },
  { name: 'access', dependencies: ['identity'] },
);

/**
 * Enforces a verdict on one case. A move whose answer was lost is asked for again, and that very move may have taken the
 * access from its author: then it is let through.
 * @throws ProblemError 401 or 404, RefusedError
 */
export async function enforceOnCase(request: FastifyRequest, caseId: string, verdict: Verdict): Promise<void> {
  if (verdict.kind !== 'open' && !(await hasMovedIt(request, caseId))) enforce(verdict);
}

async function hasMovedIt({ em, method, updateId }: FastifyRequest, caseId: string): Promise<boolean> {
  return method === 'POST' && wasCarriedOut(em, { id: updateId, caseId });
}

function isAboutOne(rule: RouteRule): boolean {
  return isConversationAction(rule) || isCaseRule(rule);
}

/** A rule about one case needs a path that names one. */
function isGuarded({ config, url }: RouteOptions): boolean {
  const rule = config?.access;
  return rule !== undefined && (!isAboutOne(rule) || /\/:id(?:\/|$)/.test(url));
}

function ruleOf(request: FastifyRequest): RouteRule {
  return request.routeOptions.config.access ?? 'admin';
}

function named({ method, url }: RouteOptions): string {
  return `${String(method)} ${url}`;
}

/** @throws ProblemError 401 or 404, RefusedError */
function enforce(verdict: Verdict): void {
  if (verdict.kind === 'unknown-actor') throw new ProblemError('not-logged-in', 'log in, or send a token');
  if (verdict.kind === 'hidden') notFound();
  if (verdict.kind === 'refused') refuse(verdict.refusal);
}
