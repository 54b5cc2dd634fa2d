// Owns the mutants of api/plugins that no test can notice, each with the reason.
import type { Equivalent } from './equivalents.ts';

export const ofApi: readonly Equivalent[] = [
  {
    file: 'api/plugins/problems.ts',
    line: "{ name: 'problems' },",
    becomes: '{}',
    because: 'no plugin depends on this one by its name',
  },
  {
    file: 'api/plugins/problems.ts',
    line: "{ name: 'problems' },",
    becomes: '""',
    because: 'no plugin depends on this one by its name',
  },
  {
    file: 'api/plugins/validation.ts',
    line: "{ name: 'validation' },",
    becomes: '{}',
    because: 'no plugin depends on this one by its name',
  },
  {
    file: 'api/plugins/validation.ts',
    line: "{ name: 'validation' },",
    becomes: '""',
    because: 'no plugin depends on this one by its name',
  },
  {
    file: 'api/plugins/well-formed.ts',
    line: "{ name: 'well-formed' },",
    becomes: '{}',
    because: 'no plugin depends on this one by its name',
  },
  {
    file: 'api/plugins/well-formed.ts',
    line: "{ name: 'well-formed' },",
    becomes: '""',
    because: 'no plugin depends on this one by its name',
  },
  {
    file: 'api/plugins/rate-limits.ts',
    line: "{ name: 'rate-limits' },",
    becomes: '{}',
    because: 'no plugin depends on this one by its name',
  },
  {
    file: 'api/plugins/rate-limits.ts',
    line: "{ name: 'rate-limits' },",
    becomes: '""',
    because: 'no plugin depends on this one by its name',
  },
  {
    file: 'api/plugins/serialization.ts',
    line: "{ name: 'serialization' },",
    becomes: '{}',
    because: 'no plugin depends on this one by its name',
  },
  {
    file: 'api/plugins/serialization.ts',
    line: "{ name: 'serialization' },",
    becomes: '""',
    because: 'no plugin depends on this one by its name',
  },
  {
    file: 'api/plugins/serialization.ts',
    line: 'async (app) => {',
    becomes: '{}',
    because: 'Fastify’s own way makes the same answers, later',
  },
  {
    file: 'api/plugins/serialization.ts',
    line: 'app.setSerializerCompiler(compile);',
    becomes: ';',
    because: 'Fastify’s own way makes the same answers, later',
  },
  {
    file: 'api/plugins/serialization.ts',
    line: 'serializers.set(key, known);',
    becomes: ';',
    because: 'a serializer that is made again is the same, later',
  },
  {
    file: 'api/plugins/serialization.ts',
    line: 'for (const [, id = \'\'] of JSON.stringify(schema).matchAll(/"\\$ref":"([^"#]+)#/g)) {',
    becomes: '"Stryker was here!"',
    because: 'what is found has a name',
  },
  {
    file: 'api/plugins/problems.ts',
    line: "return { type: `urn:careline:problem:${code}`, title: STATUS_CODES[status] ?? 'Error', status, code, detail };",
    becomes: '""',
    because: 'each of our statuses has a name',
  },
  {
    file: 'api/plugins/rate-limits.ts',
    line: "keyGenerator: ({ actor }) => (actor.kind === 'customer' ? actor.customerId : ''),",
    becomes: '"Stryker was here!"',
    because: 'only what customers send is counted by it',
  },
  {
    file: 'api/plugins/rate-limits.ts',
    line: "keyGenerator: ({ actor }) => (actor.kind === 'customer' ? actor.customerId : ''),",
    becomes: 'true',
    because: 'only what customers send is counted by it',
  },
];
