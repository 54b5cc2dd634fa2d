// Owns what the API adds to Fastify's own types: what a request carries and what a route declares. Holds no behaviour.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Em, Orm } from '../db/orm.ts';
import type { ConversationRecord } from '../db/read/conversations.ts';
import type { Actor, StaffActor } from '../domain/access/actor.ts';
import type { ConversationAction } from '../domain/access/conversation-access.ts';
import type { RouteRule } from '../domain/access/route-access.ts';
import type { Clock } from '../platform/clock.ts';
import type { CaseGateway } from './cases.ts';
import type { PackageCase, TicketCase } from './plugins/case-access.ts';
import type { Viewed } from './viewing.ts';

/** The application that routes are registered on; schemas are TypeBox and type the handlers. */
export type CarelineApp = FastifyInstance<
  Server,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  TypeBoxTypeProvider
>;

declare module 'fastify' {
  interface FastifyInstance {
    orm: Orm;
    clock: Clock;
    cases: CaseGateway;
    /** The methods of each path, as it was made. */
    methodsOf: ReadonlyMap<string, ReadonlySet<string>>;
  }

  interface FastifyRequest {
    /** The request's unit of work, forked when first used. */
    readonly em: Em;
    /** Who is asking, read afresh for each request. */
    actor: Actor;
    /** Reads anew who the actor is by now; for what lasts longer than a request. @throws ProblemError 401 for a revoked token */
    identify(): Promise<Actor>;
    /** The actor of a route whose rule lets only staff through. */
    readonly staff: StaffActor;
    /** The conversation of a route whose rule is an action on one; reading it on another route is a bug. */
    readonly conversation: ConversationRecord;
    /** The package of a route whose rule is an action on one. */
    readonly servicePackage: PackageCase;
    /** The ticket of a route whose rule is an action on one. */
    readonly ticket: TicketCase;
    /** A conversation that the path does not name, if the actor may do this to it. */
    seenConversation(id: string, action: ConversationAction): Promise<ConversationRecord | null>;
    /** Leaves an audit row when a conversation, the route's own unless said, is read by somebody who oversees it. */
    auditViewing(action: ConversationAction, viewed?: Viewed): Promise<void>;
    /** The caller's Idempotency-Key, or one made here; sent back when the outcome is not known. */
    idempotencyKey: string;
    /** The same for a repeated request, different for any other: the id of the update that it asks for. */
    updateId: string;
  }

  interface FastifyContextConfig {
    /** Who may come through; a route without a rule stops the start. */
    access?: RouteRule;
    /** Where the path names a part of a package, what it is. */
    partOf?: 'payment_requests' | 'refunds';
    /** Counted, by address or by the customer's token, and refused beyond the limit. */
    limit?: 'login' | 'open-conversation' | 'message' | 'upload';
    /** Set where repeating is harmless and the answer must not be kept, as with a cookie in it. */
    idempotency?: 'natural';
    /** Set where somebody else writes the address: a parameter that we do not know is let through. */
    query?: 'open';
    /** Checked for a foreign origin even without a session; `temporal-ui`: that one's pages may ask too, and read the answer. */
    origin?: 'checked' | 'temporal-ui';
  }

  interface Session {
    personId?: string;
    /** Milliseconds of wall time. */
    loggedInAt?: number;
    /** Of the password that was checked when it began. */
    passwordMark?: string;
    rolledAt?: number;
    /** Shown to whose session it is. */
    address?: string;
    userAgent?: string;
  }
}
