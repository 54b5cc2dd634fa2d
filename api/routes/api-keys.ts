import { randomUUID } from 'node:crypto';
import Type from 'typebox';
import { listApiKeys, readApiKey } from '../../db/read/api-keys.ts';
import { insertApiKey, revokeApiKey } from '../../db/write/api-keys.ts';
import { audit } from '../../db/write/audit.ts';
import { lockHolders } from '../../db/write/give-backs.ts';
import { appLogin } from '../../domain/access/actor.ts';
import { type Instant, isDue, toInstant } from '../../domain/calendar/instant.ts';
import { giveBackHeldBy } from '../people/leaving.ts';
import { hashToken, newApiKey } from '../people/tokens.ts';
import { ApiKey, CreatedApiKey, NewApiKey } from '../schemas/administration.ts';
import { problems } from '../schemas/problems.ts';
import { Id, NoContent, Page, pageQuery, Ref } from '../schemas/shared.ts';
import type { CarelineApp } from '../server/careline-app.ts';
import { notFound, ProblemError } from '../server/errors.ts';
import { checkRoles } from '../server/given-values.ts';
import { decodeCursor, pageOf } from '../server/pages.ts';

const config = { access: 'admin' } as const;
const tags = ['administration'];

const list = {
  config,
  schema: {
    tags,
    summary: 'All keys, oldest first, revoked and expired ones included',
    description: 'What a key may do and who made it; the key itself is never shown again.',
    querystring: Type.Object(pageQuery),
    response: { 200: Page(Ref(ApiKey)), ...problems(400, 401, 403) },
  },
} as const;

const make = {
  config,
  schema: {
    tags,
    summary: 'Make a key for an app',
    description:
      'Keys with the same name belong to one app, so a key can be renewed without a pause. The key stops working at `expiresAt` and requests with it then get `key-expired`. An instant in the past is `expiry-in-past`. Without `expiresAt` the key works until it is revoked.',
    body: NewApiKey,
    response: { 201: Ref(CreatedApiKey), ...problems(400, 401, 403, 422) },
  },
} as const;

const revoke = {
  config,
  schema: {
    tags,
    summary: 'Revoke a key, at once and for good',
    description:
      'Requests with the key get `token-invalid` from now on. The conversations and tickets that its app holds go back, unless another key with the same name may hold them. Their timelines say why.',
    params: Type.Object({ id: Id }),
    response: { 204: NoContent, ...problems(400, 401, 403, 404) },
  },
} as const;

export async function apiKeyRoutes(app: CarelineApp): Promise<void> {
  app.get('/v1/api-keys', list, async ({ em, query }) => {
    const [createdAt = '', id = ''] = query.cursor === undefined ? [] : decodeCursor(query.cursor, 'instant', 'uuid');
    const after = query.cursor === undefined ? null : { createdAt, id };
    const found = await listApiKeys(em, { after, limit: query.limit + 1 });
    return pageOf(found, query.limit, (last) => [last.createdAt, last.id]);
  });

  app.post('/v1/api-keys', make, async ({ body, em, staff }, reply) => {
    const { name, program, roles, scope = 'read-write' } = body;
    checkRoles(roles.map((role) => ({ program, role })));
    const [id, key, createdAt, createdBy] = [randomUUID(), newApiKey(), toInstant(app.clock.now()), staff.login];
    const expiresAt = expiryOf(body.expiresAt ?? null, createdAt);
    await em.transactional(async (tx) => {
      await insertApiKey(
        tx,
        { id, name, keyHash: hashToken(key), program, roles, scope, expiresAt, createdBy },
        createdAt,
      );
      const details = { id, name, roles, scope, expiresAt };
      await audit(tx, { at: createdAt, actor: createdBy, action: 'api-key.made', program, details });
    });
    const made = { id, name, program, roles, scope, createdBy, createdAt, expiresAt, revokedAt: null, key };
    return reply.code(201).send(made);
  });

  app.delete('/v1/api-keys/:id', revoke, async ({ em, params, staff }, reply) => {
    const { id } = params;
    const at = toInstant(app.clock.now());
    const login = appLogin((await readApiKey(em, id)) ?? notFound());
    const told = await em.transactional(async (tx) => {
      await lockHolders(tx, login);
      const { name, program } = (await revokeApiKey(tx, id, at)) ?? notFound();
      await audit(tx, { at, actor: staff.login, action: 'api-key.revoked', program, details: { id, name } });
      return giveBackHeldBy(tx, login, at);
    });
    for (const workflowId of told) void app.cases.deliver(workflowId);
    return reply.code(204).send(null);
  });
}

/** @throws ProblemError 422 for an instant that is not in the future */
function expiryOf(given: string | null, now: Instant): Instant | null {
  if (given === null) return null;
  const expiresAt = toInstant(new Date(given));
  if (isDue(expiresAt, now)) throw new ProblemError('expiry-in-past', 'a key cannot expire before it is made');
  return expiresAt;
}
