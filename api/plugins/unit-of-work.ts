import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Em, Orm } from '../../db/orm.ts';

export const unitOfWork = fp<{ orm: Orm }>(
  async (app, { orm }) => {
    const forks = new WeakMap<FastifyRequest, Em>();
    app.decorateRequest('em', {
      getter() {
        const request = this as unknown as FastifyRequest;
        let em = forks.get(request);
        if (em === undefined) forks.set(request, (em = orm.em.fork()));
        return em;
      },
    });
  },
  { name: 'unit-of-work' },
);
