// Packages in the whole system: booked over HTTP, paid in the sandbox, waited for.
import { rows, sql } from '../../db/sql.ts';
import type { Answer, Caller, Careline } from './careline.ts';
import { until } from './until.ts';

/** Monday, ten in the morning in Cairo. */
export const MONDAY = '2031-03-03T08:00:00.000Z';

export const PACKAGES = '/v1/programs/filkhedma/service-packages';

/** Four visits at noon in Cairo from 10 March 2031, 1600 pounds by card. */
export const aPackage = {
  customer: { name: 'منى سمير', phone: '0100 123 4567', address: 'المعادي' },
  visits: ['10', '13', '16', '19'].map((day) => ({ startsAt: `2031-03-${day}T10:00:00.000Z` })),
  ...{ priceMinor: 160_000, currency: 'EGP', payment: 'card' },
};

type Shown = Answer['body'];

/** Books. Anything but 201 is an error of the test. */
export async function booked(caller: Caller, changes: object = {}): Promise<Shown> {
  const answer = await caller.post(PACKAGES, { ...aPackage, ...changes });
  if (answer.status !== 201) throw new Error(`not booked: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Books and pays in the sandbox, as a customer on the call. */
export async function paid(caller: Caller, changes: object = {}): Promise<Shown> {
  const { paymentRequests } = await booked(caller, changes);
  const answer = await caller.post(`/v1/sandbox/payment-requests/${paymentRequests[0].id}/pay`);
  if (answer.body.paid !== true) throw new Error(`not paid: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** A package once it fits, for effects that come after the answer, such as a link. */
export async function eventually(caller: Caller, id: string, fits: (shown: Shown) => boolean): Promise<Shown> {
  return until(async () => (await caller.get(`/v1/service-packages/${id}`)).body as Shown, fits);
}

/** The state after a killed API: the case has moved, but no answer was recorded. */
export async function loseAnswers({ database }: Careline): Promise<void> {
  await rows(database.orm.em.fork(), sql`delete from idempotency_keys`);
}

/** The sorted statuses of answers to simultaneous requests. */
export const statusesOf = (answers: readonly Answer[]): number[] =>
  answers.map(({ status }) => status).toSorted((one, other) => one - other);

export const refusedWith = ({ status, body }: Answer) => [status, body.code];

/** The past entries of a package's timeline, in order. */
export async function pastOf(caller: Caller, id: string): Promise<string[]> {
  const { body } = await caller.get(`/v1/service-packages/${id}/timeline`);
  return body.past.map(({ what }: Shown) => what);
}

/** Everything in a package's history, as text. */
export async function readableHistory({ time }: Careline, id: string): Promise<string> {
  const handle = time.env.client.workflow.getHandle(`service-package/filkhedma/${id}`);
  await handle.query('timetable');
  const { events } = await handle.fetchHistory();
  const payloads = JSON.stringify(events).match(/"[A-Za-z0-9+/]{8,}={0,2}"/g) ?? [];
  return payloads.map((payload) => Buffer.from(payload.slice(1, -1), 'base64').toString('utf8')).join();
}
