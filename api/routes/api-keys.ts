// Owns API keys over HTTP: an admin makes and revokes them. Refuses to show a key again.
import { randomUUID } from 'node:crypto';
import Type from 'typebox';
import { listApiKeys } from '../../db/read/api-keys.ts';
import { insertApiKey, revokeApiKey } from '../../db/write/api-keys.ts';
import { audit } from '../../db/write/audit.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import type { CarelineApp } from '../careline-app.ts';
import { decodeCursor } from '../cursor.ts';
import { notFound } from '../errors.ts';
import { pageOf } from '../pages.ts';
import { checkRoles } from '../roles.ts';
import { ApiKey, CreatedApiKey, NewApiKey } from '../schemas/administration.ts';
import { problems } from '../schemas/problems.ts';
import { Id, NoContent, Page, pageQuery, Ref } from '../schemas/shared.ts';
import { hashToken, newApiKey } from '../tokens.ts';

const config = { access: 'admin' } as const;
const tags = ['administration'];

const list = {
  config,
  schema: {
    tags,
    summary: 'All keys, oldest first, revoked ones included',
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
    description: 'Two keys of one name are one app, so that a key can be renewed without a pause.',
    body: NewApiKey,
    response: { 201: Ref(CreatedApiKey), ...problems(400, 401, 403, 422) },
  },
} as const;

const revoke = {
  config,
  schema: {
    tags,
    summary: 'Revoke a key, at once and for good',
    description: 'Whoever sends it from now on gets `token-invalid`.',
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
    const { name, program, roles } = body;
    checkRoles(roles.map((role) => ({ program, role })));
    const [id, key, createdAt, createdBy] = [randomUUID(), newApiKey(), toInstant(app.clock.now()), staff.login];
    await em.transactional(async (tx) => {
      await insertApiKey(tx, { id, name, keyHash: hashToken(key), program, roles, createdBy }, createdAt);
      const details = { id, name, roles };
      await audit(tx, { at: createdAt, actor: createdBy, action: 'api-key.made', program, details });
    });
    return reply.code(201).send({ id, name, program, roles, createdBy, createdAt, revokedAt: null, key });
  });

  app.delete('/v1/api-keys/:id', revoke, async ({ em, params, staff }, reply) => {
    const { id } = params;
    const at = toInstant(app.clock.now());
    await em.transactional(async (tx) => {
      const { name, program } = (await revokeApiKey(tx, id, at)) ?? notFound();
      await audit(tx, { at, actor: staff.login, action: 'api-key.revoked', program, details: { id, name } });
    });
    return reply.code(204).send(null);
  });
}
