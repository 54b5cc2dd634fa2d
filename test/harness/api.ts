// The real application on its own database, with a clock that is moved by hand. It runs no cases: a test that needs
// them provides a gateway.
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { type ApiParts, type ApiSettings, buildApi } from '../../api/app.ts';
import type { CaseGateway } from '../../api/cases/gateway.ts';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import type { Clock } from '../../platform/clock.ts';
import { closedAtTheEnd } from './closing.ts';
import { freshDatabase, type TestDatabase } from './database.ts';
import { quickHash } from './quick-hash.ts';
import { expectSoundLedger } from './sound-ledger.ts';

export const PASSWORD = 'careline';
export const PASSWORD_HASH = quickHash(PASSWORD);
export const START = '2031-03-03T07:00:00.000Z';

export type ManualClock = Clock & { set(instant: string): void };

export function manualClock(start = START): ManualClock {
  let now = new Date(start);
  return { now: () => now, set: (instant) => void (now = new Date(instant)) };
}

const untouched = (): never => {
  throw new Error('this test brings no running cases');
};

export const noCases: CaseGateway = { deliver: untouched, update: untouched, updateWithStart: untouched };

/** Running cases that take everything and answer nothing yet: starts and signals are left to the outbox. */
export const silentCases: CaseGateway = {
  deliver: async () => undefined,
  update: async () => ({ kind: 'unknown' }),
  updateWithStart: async () => ({ kind: 'unknown' }),
};

export const settings = {
  CARELINE_SESSION_SECRET: 'a secret that only the tests know, and long enough',
  CARELINE_SECURE_COOKIES: false,
  CARELINE_TRUST_PROXY: false,
};

export type TestApi = {
  app: FastifyInstance;
  clock: ManualClock;
  database: TestDatabase;
  /** Sends a request without a login. */
  call(options: InjectOptions): Promise<LightMyRequestResponse>;
  /** Logs a demo person in, once, and sends requests with their cookie. */
  as(login: string): Promise<(options: InjectOptions) => Promise<LightMyRequestResponse>>;
  close(): Promise<void>;
};

/** Builds the API on a fresh database with the demo people. */
export async function startApi({
  settings: own = {},
  ...parts
}: Partial<Omit<ApiParts, 'settings'>> & { settings?: Partial<ApiSettings> } = {}): Promise<TestApi> {
  const database = await freshDatabase();
  const clock = manualClock();
  await loadDemoPeople(database.orm.em.fork(), demoAccounts(), PASSWORD_HASH, toInstant(clock.now()));
  const app = await buildApi({
    orm: database.orm,
    clock,
    cases: noCases,
    settings: { ...settings, ...own, DATABASE_URL: database.url },
    temporalUp: async () => true,
    limits: false,
    ...parts,
  });
  const cookies = new Map<string, string>();
  return {
    app,
    clock,
    database,
    call: (options) => app.inject(options),
    async as(login) {
      const cookie = cookies.get(login) ?? (await logIn(app, login));
      cookies.set(login, cookie);
      return (options) => app.inject({ ...options, headers: { ...options.headers, cookie } });
    },
    close: closedAtTheEnd(async () => {
      await app.close();
      await expectSoundLedger(database);
      await database.drop();
    }),
  };
}

/** The session cookie of a person, as a browser sends it. */
export async function logIn(app: FastifyInstance, login: string, password = PASSWORD): Promise<string> {
  const answer = await app.inject({ method: 'POST', url: '/v1/login', payload: { login, password } });
  const [cookie] = answer.cookies;
  if (answer.statusCode !== 200 || cookie === undefined) throw new Error(`${login} cannot log in: ${answer.body}`);
  return `${cookie.name}=${cookie.value}`;
}
