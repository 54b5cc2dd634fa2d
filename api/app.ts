import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { fileURLToPath } from 'node:url';
import multipart from '@fastify/multipart';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import Fastify, { type FastifyBaseLogger, type FastifyHttpOptions, type FastifyInstance } from 'fastify';
import { isDatabaseOutage } from '../db/errors.ts';
import type { Orm } from '../db/orm.ts';
import { versionsAfter } from '../db/read/program-versions.ts';
import { toInstant } from '../domain/calendar/instant.ts';
import type { Clock } from '../platform/clock.ts';
import { isSecure, type Settings } from '../platform/settings.ts';
import type { VendorSettings } from '../platform/vendor-settings.ts';
import { caseAccess } from './cases/door.ts';
import type { CaseGateway } from './cases/gateway.ts';
import { eventRoutes } from './live/event-routes.ts';
import { openFeed } from './live/feed.ts';
import { access } from './plugins/access.ts';
import { BODY_BYTES, bodyLimits } from './plugins/body-limits.ts';
import { consolePages } from './plugins/console.ts';
import { docsPage } from './plugins/docs-page.ts';
import { healthRoutes, type TemporalCheck } from './plugins/health.ts';
import { idempotency, type MarkTimes } from './plugins/idempotency.ts';
import { identity } from './plugins/identity.ts';
import { answerMalformed, plainAnswers } from './plugins/malformed-requests.ts';
import { openapi } from './plugins/openapi.ts';
import { originCheck } from './plugins/origin-check.ts';
import { otherMethodRoutes, seenMethods } from './plugins/other-methods.ts';
import { answerFrameworkError, problems } from './plugins/problems.ts';
import { defaultLimits, type Limits, rateLimits } from './plugins/rate-limits.ts';
import { securityHeaders } from './plugins/security-headers.ts';
import { serialization } from './plugins/serialization.ts';
import { sessions } from './plugins/sessions.ts';
import { silentConnections } from './plugins/silent-connections.ts';
import { unitOfWork } from './plugins/unit-of-work.ts';
import { validation } from './plugins/validation.ts';
import { wellFormed } from './plugins/well-formed.ts';
import { absenceRoutes } from './routes/absences.ts';
import { apiKeyRoutes } from './routes/api-keys.ts';
import { auditRoutes } from './routes/audit.ts';
import { conversationRoutes } from './routes/conversations/index.ts';
import { effectRoutes } from './routes/effects.ts';
import { heldRoutes } from './routes/held.ts';
import { legalHoldRoutes } from './routes/legal-holds.ts';
import { notificationRoutes } from './routes/notifications.ts';
import { ownAccountRoutes } from './routes/own-account.ts';
import { peopleRoutes } from './routes/people.ts';
import { programRoutes } from './routes/programs/index.ts';
import { sandboxRoutes } from './routes/sandbox.ts';
import { servicePackageRoutes } from './routes/service-packages/index.ts';
import { sessionRoutes } from './routes/session.ts';
import { temporalCodecRoutes } from './routes/temporal-codec.ts';
import { ticketRoutes } from './routes/tickets/index.ts';
import { webhookRoutes } from './routes/webhooks/index.ts';
import { followPrograms, type Refresh } from '../programs/follow.ts';
import { components } from './schemas/index.ts';
import { type CarelineApp, named } from './server/careline-app.ts';
import { RequestLog } from './server/request-log.ts';

export type ApiSettings = Pick<
  Settings,
  | 'CARELINE_PUBLIC_URL'
  | 'DATABASE_URL'
  | 'CARELINE_SECURE_COOKIES'
  | 'CARELINE_SESSION_SECRET'
  | 'CARELINE_TRUST_PROXY'
  | 'CARELINE_PAYLOAD_KEYS'
  | 'CARELINE_TEMPORAL_UI_ORIGIN'
> &
  VendorSettings;

/** The parts of the API. They are handed in, so that tests and rehearsals bring their own clock, limits and cases. */
export type ApiParts = {
  orm: Orm;
  clock: Clock;
  cases: CaseGateway;
  settings: ApiSettings;
  logger?: FastifyBaseLogger;
  /** For `/readyz`. */
  temporalUp: TemporalCheck;
  limits?: Limits;
  /** For `Idempotency-Key`. */
  markTimes?: MarkTimes;
  /** Where the built pages are. */
  webDist?: string;
};

// By default Fastify waits for a body without end. Node's default, five minutes, is enough for 20 MB from a phone.
const REQUEST_WITHIN_MS = 300_000;

const WEB_DIST = fileURLToPath(new URL('../web/dist', import.meta.url));

/** Builds the API without listening. @throws Error when a route has no access rule or a body schema is open */
export async function buildApi(parts: ApiParts): Promise<FastifyInstance> {
  const app: CarelineApp = Fastify(optionsOf(parts)).withTypeProvider<TypeBoxTypeProvider>();
  app.decorate('orm', parts.orm).decorate('clock', parts.clock).decorate('cases', parts.cases);
  for (const component of components) app.addSchema(component);
  await registerCommon(app, parts);
  const refresh = await followPrograms({
    now: () => toInstant(parts.clock.now()),
    logger: app.log,
    versionsAfter: (id) => versionsAfter(parts.orm.em.fork(), id),
    isOutage: isDatabaseOutage,
  });
  await registerRoutes(app, parts, refresh);
  await app.ready();
  return app;
}

function optionsOf({ logger, settings }: ApiParts): FastifyHttpOptions<Server, FastifyBaseLogger> {
  return {
    ...(logger === undefined ? { logger: false } : { loggerInstance: logger }),
    logController: new RequestLog(),
    genReqId: () => randomUUID(),
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: answerMalformed,
    requestTimeout: REQUEST_WITHIN_MS,
    http: { requireHostHeader: false },
    // Holds for paths that do not exist as well.
    bodyLimit: BODY_BYTES,
    // One hop: trust what the nearest proxy says of its caller, not what the caller says about itself.
    trustProxy: settings.CARELINE_TRUST_PROXY ? (_address, hop) => hop === 0 : false,
  };
}

/**
 * Registers what holds for every route, in the order in which a request meets it. `access` sees only routes that come
 * after it.
 */
async function registerCommon(
  app: CarelineApp,
  { orm, settings, markTimes, limits = defaultLimits }: ApiParts,
): Promise<void> {
  const secure = isSecure(settings);
  await app.register(plainAnswers);
  await app.register(silentConnections);
  await app.register(seenMethods);
  await app.register(securityHeaders, { overHttps: secure });
  await app.register(problems);
  await app.register(bodyLimits);
  await app.register(validation);
  await app.register(serialization);
  await app.register(multipart, { throwFileSizeLimit: false });
  await app.register(openapi, { publicUrl: settings.CARELINE_PUBLIC_URL });
  await app.register(wellFormed);
  await app.register(rateLimits, { limits, secret: settings.CARELINE_SESSION_SECRET });
  await app.register(unitOfWork, { orm });
  await app.register(sessions, { secret: settings.CARELINE_SESSION_SECRET, secure });
  const { CARELINE_PUBLIC_URL: publicUrl, CARELINE_TEMPORAL_UI_ORIGIN: temporalUi } = settings;
  await app.register(originCheck, { publicUrl, temporalUi });
  await app.register(identity);
  await app.register(idempotency, { times: markTimes });
  await app.register(access);
  await app.register(caseAccess);
}

async function registerRoutes(
  app: CarelineApp,
  { settings, temporalUp, webDist = WEB_DIST, limits = defaultLimits }: ApiParts,
  refresh: Refresh,
): Promise<void> {
  const onPublished = () =>
    void refresh().catch((err: unknown) => app.log.warn({ err }, 'published programs could not be read'));
  const feed = openFeed({ orm: app.orm, databaseUrl: settings.DATABASE_URL, logger: app.log, onPublished });
  await app.register(named(healthRoutes), { temporalUp, feed });
  await app.register(named(sessionRoutes), { secret: settings.CARELINE_SESSION_SECRET, secure: isSecure(settings) });
  await app.register(named(ownAccountRoutes));
  await app.register(named(conversationRoutes));
  await app.register(named(eventRoutes), { feed, limits: limits && limits.streams });
  await app.register(named(programRoutes), { refresh, settings });
  await app.register(named(servicePackageRoutes));
  await app.register(named(ticketRoutes));
  await app.register(named(sandboxRoutes), { settings });
  await app.register(named(webhookRoutes), { settings });
  await app.register(named(absenceRoutes));
  await app.register(named(notificationRoutes));
  await app.register(named(effectRoutes));
  await app.register(named(peopleRoutes));
  await app.register(named(apiKeyRoutes));
  await app.register(named(heldRoutes));
  await app.register(named(legalHoldRoutes));
  await app.register(named(auditRoutes));
  await app.register(named(temporalCodecRoutes), { settings });
  await app.register(named(otherMethodRoutes));
  await app.register(named(docsPage));
  await app.register(named(consolePages), { dist: webDist });
}
