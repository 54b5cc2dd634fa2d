// An app with the plugins that identify the caller and check a route's rule, on a database with the demo people.
import multipart from '@fastify/multipart';
import type { FastifyInstance } from 'fastify';
import { demoAccounts } from '../../../api/people/demo-people.ts';
import { access } from '../../../api/plugins/access.ts';
import { caseAccess } from '../../../api/cases/door.ts';
import { idempotency } from '../../../api/plugins/idempotency.ts';
import { identity } from '../../../api/plugins/identity.ts';
import { beginSession, sessions } from '../../../api/plugins/sessions.ts';
import { unitOfWork } from '../../../api/plugins/unit-of-work.ts';
import type { Em } from '../../../db/orm.ts';
import { row, sql } from '../../../db/sql.ts';
import { loadDemoPeople } from '../../../db/write/people.ts';
import { manualClock, START } from '../../harness/api.ts';
import { closedAtTheEnd } from '../../harness/closing.ts';
import { freshDatabase, type TestDatabase } from '../../harness/database.ts';
import { smallApp } from './small-app.ts';

export type Headers = Record<string, string>;
type Method = 'GET' | 'HEAD' | 'POST' | 'PUT';

export type Guarded = {
  database: TestDatabase;
  em(): Em;
  /** The headers of a person's session, created without a password. */
  as(login: string): Promise<Headers>;
  /** The body of a 200, `null` where it is empty; otherwise the status and the code. */
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are looked at with partial matchers
  ask(url: string, headers?: Headers, method?: Method): Promise<any>;
  close(): Promise<void>;
};

/** The API's plugins in their order, and a test's own routes. */
export const guardedApp = ({ orm }: TestDatabase, add: (own: FastifyInstance) => unknown): Promise<FastifyInstance> =>
  smallApp(async (own) => {
    own.decorate('orm', orm).decorate('clock', manualClock());
    await own.register(multipart);
    await own.register(unitOfWork, { orm });
    const secret = 'a secret that only the tests know, and long enough';
    await own.register(sessions, { secret, secure: false });
    await own.register(identity);
    await own.register(idempotency);
    await own.register(access);
    await own.register(caseAccess);
    await add(own);
  });

export async function openGuarded(add: (own: FastifyInstance) => unknown): Promise<Guarded> {
  const database = await freshDatabase();
  await loadDemoPeople(database.orm.em.fork(), demoAccounts(), 'no hash', START);
  const app = await guardedApp(database, (own) => {
    own.get('/v1/login/:login', { config: { access: 'anyone' } }, async (request) => {
      const { login } = request.params as { login: string };
      const person = await row<{ id: string }>(request.em, sql`select id from people where login = ${login}`);
      await beginSession(request, person?.id ?? '');
    });
    return add(own);
  });
  const sessionOf = new Map<string, Headers>();
  return {
    database,
    em: () => database.orm.em.fork(),
    async as(login) {
      const known = sessionOf.get(login);
      if (known !== undefined) return known;
      const [cookie] = (await app.inject(`/v1/login/${login}`)).cookies;
      const headers = { cookie: `${cookie?.name}=${cookie?.value}` };
      sessionOf.set(login, headers);
      return headers;
    },
    async ask(url, headers = {}, method = 'GET') {
      const { statusCode, body } = await app.inject({ method, url, headers });
      const read = body === '' ? null : JSON.parse(body);
      return statusCode === 200 ? read : [statusCode, read?.code];
    },
    close: closedAtTheEnd(async () => {
      await app.close();
      await database.drop();
    }),
  };
}

export const notLoggedIn = [401, 'not-logged-in'];
export const hidden = [404, 'not-found'];
export const notAllowed = [403, 'not-allowed'];
