// Answers become JSON by the schema of their route and the components that it refers to.
import { afterEach, describe, expect, test } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { serialization } from '../../api/plugins/serialization.ts';

const name = { $id: 'Name', type: 'object', properties: { first: { type: 'string' } } };
const tree = {
  $id: 'Tree',
  type: 'object',
  properties: { name: { $ref: 'Name#' }, trees: { type: 'array', items: { $ref: 'Tree#' } } },
};

let app: FastifyInstance;
afterEach(() => app.close());

async function answering(answers: Record<string, { schema: object; answer: unknown }>): Promise<void> {
  app = Fastify().addSchema(name).addSchema(tree);
  await app.register(serialization);
  for (const [path, { schema, answer }] of Object.entries(answers)) {
    app.get(path, { schema: { response: { 200: schema } } }, async () => answer);
  }
}

const got = async (path: string): Promise<unknown> => (await app.inject(path)).json();

describe('an answer', () => {
  test('holds what its schema names and nothing else, through components of components', async () => {
    const leaf = { name: { first: 'Anna', last: 'kept' }, secret: 'kept' };
    await answering({ '/tree': { schema: { $ref: 'Tree#' }, answer: { ...leaf, trees: [leaf] } } });
    expect(await got('/tree')).toEqual({ name: { first: 'Anna' }, trees: [{ name: { first: 'Anna' } }] });
  });

  test('follows the schema of its own route, also where another differs little', async () => {
    const answer = { first: 'Anna', last: 'Ivanova' };
    const withLast = { type: 'object', properties: { ...name.properties, last: { type: 'string' } } };
    const withoutLast = { type: 'object', properties: name.properties };
    await answering({
      '/with': { schema: withLast, answer },
      '/without': { schema: withoutLast, answer },
      '/again': { schema: { ...withLast }, answer },
    });
    expect([await got('/with'), await got('/without'), await got('/again')]).toEqual([
      answer,
      { first: 'Anna' },
      answer,
    ]);
  });

  test('that refers to a component which is not there stops the start', async () => {
    await answering({ '/lost': { schema: { $ref: 'Missing#' }, answer: {} } });
    await expect(app.ready()).rejects.toThrow('Cannot resolve ref "Missing#"');
  });
});
