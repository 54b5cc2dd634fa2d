import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import type { Em, Orm } from '../../db/orm.ts';
import type { ConversationRecord } from '../../db/read/conversations.ts';
import type { Actor, StaffActor } from '../../domain/access/actor.ts';
import type { ConversationAction } from '../../domain/access/conversation-access.ts';
import type { RouteRule } from '../../domain/access/route-access.ts';
import type { Clock } from '../../platform/clock.ts';
import type { CaseGateway } from '../cases/gateway.ts';
import type { PackageCase } from '../cases/package-door.ts';
import type { TicketCase } from '../cases/ticket-door.ts';
import type { Viewed } from '../cases/viewing.ts';

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
    /** The methods of each registered path. */
    methodsOf: ReadonlyMap<string, ReadonlySet<string>>;
  }

  interface FastifyRequest {
    /** The request's unit of work, forked at its first use. */
    readonly em: Em;
    /** The caller, read again for each request. */
    actor: Actor;
    /**
     * Reads again who the actor is now, for what lasts longer than a request. @throws ProblemError 401 for a revoked
     * token
     */
    identify(): Promise<Actor>;
    /** The caller's session; one without a login has no id and no person. */
    session: Session;
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
    /** Writes an audit row when an overseer reads a conversation: the route's own, unless `viewed` is given. */
    auditViewing(action: ConversationAction, viewed?: Viewed): Promise<void>;
    /** The caller's Idempotency-Key, or one made here. It is sent back when the outcome is not known. */
    idempotencyKey: string;
    /** The id of the update that the request asks for: the same for a repeated request, different for any other. */
    readonly updateId: string;
  }

  interface FastifyContextConfig {
    /** The callers that are let through; a route without a rule stops the start. */
    access?: RouteRule;
    /** The kind of package part that the path names. */
    partOf?: 'payment_requests' | 'refunds';
    /**
     * The counter that the request belongs to, by address or by the customer's token; it is refused beyond the limit.
     */
    limit?: 'login' | 'open-conversation' | 'message' | 'upload';
    /** How many fields and items its body may hold, where that is more than any body of ours has. */
    mostValues?: number;
    /** Set where repeating is harmless and the answer must not be kept, for example because it sets a cookie. */
    idempotency?: 'natural';
    /** Set where another system writes the address: unknown parameters are let through. */
    query?: 'open';
    /**
     * `checked`: a foreign origin is checked even without a session. `temporal-ui`: pages of the Temporal UI may ask
     * too, and read the answer.
     */
    origin?: 'checked' | 'temporal-ui';
  }

  interface Session {
    /** Secret: only its hash is stored. */
    sessionId: string;
    personId?: string | undefined;
    /** Milliseconds of wall time. */
    loggedInAt?: number | undefined;
    /** A mark of the password that was checked when the session began. */
    passwordMark?: string | undefined;
    rolledAt?: number | undefined;
    /** Shown to the session's owner. */
    address?: string | undefined;
    userAgent?: string | undefined;
  }
}

/** Names a group of routes after its function. Without a name Fastify searches all loaded modules for one. */
export function named<Routes extends { name: string }>(routes: Routes): Routes {
  return Object.assign(routes, { [Symbol.for('fastify.display-name')]: routes.name });
}
