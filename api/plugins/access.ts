// A route without an access rule stops the start. The rules themselves are in domain/access.
import type { FastifyRequest, RouteOptions } from 'fastify';
import fp from 'fastify-plugin';
import { type ConversationRecord, readConversation } from '../../db/read/conversations.ts';
import { audit } from '../../db/write/audit.ts';
import { wasCarriedOut } from '../../db/write/carried-out-updates.ts';
import { actorName } from '../../domain/access/actor.ts';
import { isCaseRule } from '../../domain/access/case-access.ts';
import type { ConversationAction } from '../../domain/access/conversation-access.ts';
import {
  isConversationAction,
  type RouteRule,
  verdictOnConversation,
  verdictOnProgram,
  verdictOnRoute,
} from '../../domain/access/route-access.ts';
import type { Verdict } from '../../domain/access/verdict.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import { findProgram } from '../../programs/index.ts';
import { askedConversation } from '../cases/asked.ts';
import { notThere } from '../cases/purged.ts';
import { auditOfViewing, type Viewed } from '../cases/viewing.ts';
import { notFound, ProblemError, refuse } from '../server/errors.ts';
import { isUuid } from '../server/given-values.ts';

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
    const conversations = new WeakMap<FastifyRequest, ConversationRecord>();
    app.decorateRequest('conversation', {
      getter() {
        const request = this as unknown as FastifyRequest;
        return conversations.get(request) ?? missingConversation(request);
      },
    });
    app.decorateRequest('seenConversation', seenConversation);
    app.decorateRequest('auditViewing', auditViewing);
    app.addHook('onRequest', async (request) => {
      if (request.is404) return;
      const rule = ruleOf(request);
      enforce(verdictOnRoute(rule, request.actor, !READS.has(request.method)));
      const { program } = request.params as { program?: string };
      if (program === undefined || rule === 'anyone') return;
      if (findProgram(program) === undefined) notFound();
      enforce(verdictOnProgram(program, request.actor));
    });
    // Runs after the stored answer of a repeated request was looked for: the first request may have closed the case to
    // its author.
    app.addHook('preValidation', async (request) => {
      const rule = ruleOf(request);
      if (request.is404 || !isConversationAction(rule)) return;
      const { id } = request.params as { id: string };
      const asked = askedConversation(request);
      const record = asked === undefined ? await findConversation(request, id) : asked;
      if (record === null) return notThere(request, id);
      conversations.set(request, record);
      const verdict = verdictOn(record, rule, request);
      if (verdict.kind !== 'open' && !(await hasMovedIt(request, record.id))) enforce(verdict);
    });
  },
  { name: 'access', dependencies: ['identity'] },
);

// A move whose answer was lost is asked for again. That very move may have taken the access from its author.
export async function hasMovedIt({ em, method, updateId }: FastifyRequest, caseId: string): Promise<boolean> {
  return method === 'POST' && wasCarriedOut(em, { id: updateId, caseId });
}

async function findConversation({ em, actor }: FastifyRequest, id: string): Promise<ConversationRecord | null> {
  return isUuid(id) ? readConversation(em, id, actorName(actor)) : null;
}

function verdictOn(record: ConversationRecord, action: ConversationAction, { actor }: FastifyRequest): Verdict {
  return verdictOnConversation(findProgram(record.program)?.conversation, action, actor, record);
}

async function seenConversation(
  this: FastifyRequest,
  id: string,
  action: ConversationAction,
): Promise<ConversationRecord | null> {
  const record = await findConversation(this, id);
  return record !== null && verdictOn(record, action, this).kind === 'open' ? record : null;
}

async function auditViewing(
  this: FastifyRequest,
  action: ConversationAction,
  viewed: Viewed = this.conversation,
): Promise<void> {
  const entry = auditOfViewing(this.actor, action, viewed, toInstant(this.server.clock.now()));
  if (entry !== null) await audit(this.em, entry);
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
export function enforce(verdict: Verdict): void {
  if (verdict.kind === 'unknown-actor') throw new ProblemError('not-logged-in', 'log in, or send a token');
  if (verdict.kind === 'hidden') notFound();
  if (verdict.kind === 'refused') refuse(verdict.refusal);
}

function missingConversation({ routeOptions }: FastifyRequest): never {
  throw new TypeError(`${routeOptions.url} reads request.conversation without a rule about one`);
}
