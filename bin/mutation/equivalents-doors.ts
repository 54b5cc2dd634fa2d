// Equivalent mutants in how api/plugins decides who may ask.
import type { Equivalent } from './equivalent.ts';

export const ofDoors: readonly Equivalent[] = [
  {
    file: 'api/plugins/identity.ts',
    line: "app.decorateRequest('actor');",
    becomes: '""',
    because: 'a request keeps what is put on it, foretold or not',
  },
  {
    file: 'api/plugins/identity.ts',
    line: "const [scheme = '', ...rest] = (headers.authorization ?? '').split(' ');",
    becomes: '"Stryker was here!"',
    because: 'a text that is split has a first part, and none of a request without one is ours',
  },
  {
    file: 'api/plugins/identity.ts',
    line: 'if (kind === null) return null;',
    becomes: 'false',
    because: 'no key has the hash of such a token',
  },
  {
    file: 'api/plugins/access.ts',
    line: "if (verdict.kind !== 'open' && !(await hasMovedIt(request, caseId))) enforce(verdict);",
    becomes: 'true',
    because: 'an open verdict lets every caller in',
  },
  {
    file: 'api/plugins/access.ts',
    line: "if (verdict.kind !== 'open' && !(await hasMovedIt(request, caseId))) enforce(verdict);",
    becomes: '""',
    because: 'an open verdict lets every caller in',
  },
  {
    file: 'api/plugins/access.ts',
    line: "return method === 'POST' && wasCarriedOut(em, { id: updateId, caseId });",
    becomes: 'true',
    because: 'only what is POSTed has an id by which it is known again',
  },
  {
    file: 'api/plugins/access.ts',
    line: "return request.routeOptions.config.access ?? 'admin';",
    becomes: '""',
    because: 'a route without a rule stops the start',
  },
  {
    file: 'api/cases/package-door.ts',
    line: 'const record = id === null ? null : await readServicePackage(em, id);',
    becomes: 'false',
    because: 'no package has the id null',
  },
  {
    file: 'api/cases/door.ts',
    line: "{ name: 'case-access', dependencies: ['access'] },",
    becomes: '""',
    because: 'no plugin depends on this one by its name',
  },
  {
    file: 'api/plugins/origin-check.ts',
    line: "{ name: 'origin-check', dependencies: ['@fastify/cookie'] },",
    becomes: '""',
    because: 'no plugin depends on this one by its name',
  },
  {
    file: 'api/plugins/origin-check.ts',
    line: 'if (allowed === null || headers.origin !== allowed) return false;',
    becomes: 'false',
    because: 'no request says that its origin is null itself',
  },
  {
    file: 'api/cases/request-case.ts',
    line: 'if (request.is404 || rule === undefined || !door.isAbout(rule)) return;',
    becomes: 'request.is404 && rule === undefined',
    because: 'only what is no route has no rule',
  },
  {
    file: 'api/cases/request-case.ts',
    line: 'if (request.is404 || rule === undefined || !door.isAbout(rule)) return;',
    becomes: 'false',
    because: 'only what is no route has no rule',
  },
  {
    file: 'api/plugins/identity.ts',
    line: 'if (expiresAt !== null && isDue(expiresAt, now)) {',
    becomes: 'true',
    because: 'a time that is not there has not come',
  },
];
