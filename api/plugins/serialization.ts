// Equal schemas share one serializer. Fastify's own way compiles each answer of each route and checks all components
// again for each, which takes most of a start.
import type { FastifySerializerCompiler } from 'fastify/types/schema.js';
import fastJsonStringify, { type Schema } from 'fast-json-stringify';
import fp from 'fastify-plugin';

type Components = Record<string, Schema>;
type Serializer = (value: unknown) => string;

export const serialization = fp(
  async (app) => {
    const serializers = new Map<string, Serializer>();
    const compile: FastifySerializerCompiler<Schema> = ({ schema }) => {
      const key = JSON.stringify(schema);
      const known =
        serializers.get(key) ??
        fastJsonStringify(schema, { schema: referredTo(schema, app.getSchemas() as Components) });
      serializers.set(key, known);
      return known;
    };
    app.setSerializerCompiler(compile);
  },
  { name: 'serialization' },
);

/** The components that a schema refers to, directly or through others. The compiler refuses a missing one. */
function referredTo(schema: Schema, components: Components, found: Components = {}): Components {
  for (const [, id = ''] of JSON.stringify(schema).matchAll(/"\$ref":"([^"#]+)#/g)) {
    const component = components[id];
    if (component === undefined || id in found) continue;
    found[id] = component;
    referredTo(component, components, found);
  }
  return found;
}
