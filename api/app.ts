// Owns the table of contents of the API: every plugin and every group of routes, in order. Refuses to hold behaviour.
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyBaseLogger, type FastifyHttpOptions, type FastifyInstance } from 'fastify';
import type { Server } from 'node:http';
import type { Orm } from '../db/orm.ts';
import type { Clock } from '../platform/clock.ts';
import type { Settings } from '../platform/settings.ts';
import type { CarelineApp } from './careline-app.ts';
import type { CaseGateway } from './cases.ts';
import { access } from './plugins/access.ts';
import { identity } from './plugins/identity.ts';
import { problems } from './plugins/problems.ts';
import { defaultLimits, type Limits, rateLimits } from './plugins/rate-limits.ts';
import { sessions } from './plugins/sessions.ts';
import { unitOfWork } from './plugins/unit-of-work.ts';
import { validation } from './plugins/validation.ts';
import { wellFormed } from './plugins/well-formed.ts';
import { RequestLog } from './request-log.ts';
import { sessionRoutes } from './routes/session.ts';
import { components } from './schemas/index.ts';
import { conversationRoutes } from './routes/conversations/index.ts';
import { eventRoutes } from './live/event-routes.ts';

export type { CarelineApp } from './careline-app.ts';

export type ApiSettings = Pick<
  Settings,
  'CARELINE_PUBLIC_URL' | 'DATABASE_URL' | 'CARELINE_SECURE_COOKIES' | 'CARELINE_SESSION_SECRET' | 'CARELINE_TRUST_PROXY'
>;

/** What the API is made of; handed in, so that tests and rehearsals bring their own clock, limits and cases. */
export type ApiParts = {
  orm: Orm;
  clock: Clock;
  cases: CaseGateway;
  settings: ApiSettings;
  logger?: FastifyBaseLogger;
  limits?: Limits;
};

/** Builds the API without listening. @throws Error when a route has no access rule or a body schema is open */
export async function buildApi(parts: ApiParts): Promise<FastifyInstance> {
  const { orm, clock, cases, settings, limits = defaultLimits } = parts;
  const options: FastifyHttpOptions<Server, FastifyBaseLogger> = {
    ...(parts.logger === undefined ? { logger: false } : { loggerInstance: parts.logger }),
    logController: new RequestLog(),
    // Live streams never end by themselves, so closing does not wait for them.
    forceCloseConnections: true,
    // One hop: what the nearest proxy says of its caller, not what the caller says of himself.
    trustProxy: settings.CARELINE_TRUST_PROXY ? (_address, hop) => hop === 0 : false,
  };
  const app: CarelineApp = Fastify(options).withTypeProvider<TypeBoxTypeProvider>();
  app.decorate('orm', orm).decorate('clock', clock).decorate('cases', cases);
  for (const component of components) app.addSchema(component);

  await app.register(problems);
  await app.register(validation);
  await app.register(wellFormed);
  await app.register(multipart, { throwFileSizeLimit: false });
  await app.register(rateLimits, { limits });
  await app.register(unitOfWork, { orm });
  await app.register(sessions, {
    orm,
    secret: settings.CARELINE_SESSION_SECRET,
    secure: settings.CARELINE_SECURE_COOKIES,
  });
  await app.register(identity);
  await app.register(access);

  await app.register(sessionRoutes);
  await app.register(conversationRoutes);
  await app.register(eventRoutes, { databaseUrl: settings.DATABASE_URL });

  await app.ready();
  return app;
}
