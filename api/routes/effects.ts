import Type from 'typebox';
import { listEffects } from '../../db/read/effects.ts';
import { fullReachOf } from '../cases/scope.ts';
import { Channel, Effect, EffectStatus } from '../schemas/effect.ts';
import { problems } from '../schemas/problems.ts';
import { Id, Page, pageQuery, Ref } from '../schemas/shared.ts';
import { type CarelineApp, named } from '../server/careline-app.ts';
import { decodeCursor, pageOf } from '../server/pages.ts';
import { doubtRoutes, effectView } from './effects-in-doubt.ts';

export async function effectRoutes(app: CarelineApp): Promise<void> {
  await app.register(named(doubtRoutes));
  app.get(
    '/v1/effects',
    {
      config: { access: 'staff' },
      schema: {
        tags: ['effects'],
        summary: 'Effects, in the order in which they were planned',
        description:
          'Effects of a conversation are shown to those who may read its messages, others to those who may read their case.',
        querystring: Type.Object({
          ...pageQuery,
          caseId: Type.Optional(Id),
          channel: Type.Optional(Channel),
          status: Type.Optional(EffectStatus),
        }),
        response: { 200: Page(Ref(Effect)), ...problems(400, 401, 403) },
      },
    },
    async ({ em, query, staff }) => {
      const { cursor, limit, ...wanted } = query;
      const [plannedAt, place] = cursor === undefined ? [] : decodeCursor(cursor, 'instant', 'number');
      const found = await listEffects(em, {
        ...wanted,
        reach: fullReachOf(staff),
        limit: limit + 1,
        ...(plannedAt === undefined || place === undefined ? {} : { after: { plannedAt, place } }),
      });
      const page = pageOf(found, limit, (last) => [last.plannedAt, last.place]);
      return { ...page, items: page.items.map(effectView) };
    },
  );
}
