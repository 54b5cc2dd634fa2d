// A package goes on by the version of the program with which it was booked; its texts are today's where they are not
// pinned.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { effectActivities } from '../../activities/effects/index.ts';
import { effectLedger } from '../../db/write/effect-ledger.ts';
import type { ServicePackagePolicy } from '../../domain/service-package/policy.ts';
import { packageSource } from '../../activities/records/package-effects.ts';
import { Life, thePackagePolicy } from '../domain/service-package/builders.ts';
import { startApi, type TestApi } from '../harness/api.ts';
import { movedClock } from '../harness/effects.ts';
import { ledgerRows } from '../harness/ledger-rows.ts';
import { filkhedma } from '../harness/programs.ts';
import { type Edit, publishEdited } from '../harness/published.ts';
import { type RecordingAdapters, recordingAdapters } from '../harness/recording-adapters.ts';
import { aLifeToStore, storeLife } from '../harness/stored-life.ts';

const RULES = 'program.yaml';
const TEXTS = 'texts.ar.yaml';
const ROLES = '[customer-care, customer-success, customer-success-lead]';

const edits: readonly Edit[] = [
  [RULES, 'refund: { numerator: 7, denominator: 10 }', 'refund: { numerator: 5, denominator: 10 }'],
  [RULES, 'graceDays: 14', 'graceDays: 20'],
  [RULES, 'approve-refund: [finance]', 'approve-refund: [operations]'],
  [RULES, `decide-payment: ${ROLES}`, 'decide-payment: [operations]'],
  [RULES, 'text: sms-4,', 'text: sms-four,'],
  [TEXTS, '  sms-4: |-', '  sms-four: |-'],
  [TEXTS, '  sms-1: |-', '  sms-1: نص جديد\n  sms-1-before: |-'],
  [TEXTS, '  sms-2: |-', '  sms-2: { text: ثمن جديد, pinned: true }\n  sms-2-before: |-'],
  [TEXTS, "payment-link: 'لينك الدفع: {url}'", "payment-link: 'ادفع هنا: {url}'"],
];

let api: TestApi;
let recorder: RecordingAdapters;
let sold: { id: string; refunded: string };
let later: { id: string; refunded: string };

beforeAll(async () => {
  api = await startApi();
  recorder = recordingAdapters();
  sold = await twoPackages(thePackagePolicy());
  const version = await publishEdited(api.database.orm, 'filkhedma', { edits, validFrom: '2031-03-03T07:00:00.000Z' });
  if (version.servicePackage === undefined) throw new Error('it has packages');
  later = await twoPackages(version.servicePackage);
});
afterAll(() => api.close());

const orm = () => api.database.orm;
const get = async (login: string, url: string) => (await (await api.as(login))({ url })).json();
const post = async (login: string, url: string, payload = {}) =>
  (await (await api.as(login))({ method: 'POST', url, payload })).json();

/** A package that is paid and runs out, and one that is cancelled and whose refund waits. */
async function twoPackages(policy: ServicePackagePolicy): Promise<{ id: string; refunded: string }> {
  const paid = () => {
    const { life: shipped, requestId } = aLifeToStore();
    const { visits, price, movedAt } = shipped.state;
    const life = new Life({ visits, price, payment: 'card', requestId, collectAt: null }, movedAt, policy);
    return life.pays('2031-03-03 11:00', { id: `paymob/${requestId}`, requestId });
  };
  const cancelled = paid().does('2031-03-04 10:00', 'cs-1', { kind: 'cancel', refundId: randomUUID() });
  return { id: await storeLife(orm(), paid()), refunded: await storeLife(orm(), cancelled) };
}

/** Sends an SMS as the workflow's activity does. */
async function sent(caseId: string, text: string, values = {}): Promise<string | undefined> {
  const parts = { orm: orm(), ledger: effectLedger(orm()), clock: movedClock(), adapters: recorder.adapters };
  const about = { process: 'service-package', program: 'filkhedma', caseId };
  const order = { intent: `${text}/${randomUUID()}`, text, values, rule: 'FK-25' };
  await effectActivities(parts, [packageSource]).sendSms({ ...about, order, requestId: null });
  return recorder.left.at(-1)?.text;
}

test('its view tells the version; fee and grace are those of that version', async () => {
  const shown = (id: string) => get('cs-1', `/v1/service-packages/${id}`);
  expect(await shown(sold.id)).toMatchObject({ programVersion: 1, graceEndsOn: '2031-04-24' });
  expect(await shown(later.id)).toMatchObject({ programVersion: 2, graceEndsOn: '2031-04-30' });
  const previewed = (id: string) => post('cs-1', `/v1/service-packages/${id}/cancellation/preview`);
  expect(await previewed(sold.id)).toMatchObject({ feeMinor: 48_000, refundMinor: 112_000 });
  expect(await previewed(later.id)).toMatchObject({ feeMinor: 80_000, refundMinor: 80_000 });
});

test('its SMS say today’s words, its own where a text is gone, and what is pinned as it was sold', async () => {
  expect(await sent(sold.id, 'sms-1')).toBe('نص جديد');
  expect(await sent(sold.id, 'sms-2')).toBe(filkhedma.texts['sms-2']);
  expect(await sent(sold.id, 'sms-4', { visitsLeft: 3 })).toMatch(/3/);
  expect(await sent(later.id, 'sms-2')).toBe('ثمن جديد');
  expect(await sent(later.id, 'sms-four', { visitsLeft: 3 })).toMatch(/3/);
});

test('a refund is for the roles that decide by its package’s version', async () => {
  const { items } = (await get('finance-1', '/v1/refunds')) as { items: { packageId: string; by: string[] }[] };
  const by = Object.fromEntries(items.map((one) => [one.packageId, one.by]));
  expect(by).toEqual({ [sold.refunded]: ['finance'], [later.refunded]: ['operations'] });
});

test('an effect in doubt is for the role that decides by its package’s version', async () => {
  const ledger = effectLedger(orm());
  const { inDoubt } = ledgerRows(() => ledger);
  const about = { process: 'service-package', program: 'filkhedma' };
  const giveUp = async (login: string, caseId: string) => {
    const { id } = await inDoubt({ ...about, caseId, intent: randomUUID() });
    return post(login, `/v1/effects/${id}/give-up`, { reason: 'the customer was called' });
  };
  expect(await giveUp('cs-1', sold.id)).toMatchObject({ status: 'refused' });
  expect(await giveUp('ops-1', sold.id)).toMatchObject({ code: 'not-allowed' });
  expect(await giveUp('cs-1', later.id)).toMatchObject({ code: 'not-allowed' });
  expect(await giveUp('ops-1', later.id)).toMatchObject({ status: 'refused' });
});
