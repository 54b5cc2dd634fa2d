// Providers of a program's own accounts report, after their loopback servers have taken an effect.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { effectActivities } from '../../../activities/effects/index.ts';
import { adaptersFrom } from '../../../activities/effects/providers.ts';
import { row, rows, sql } from '../../../db/sql.ts';
import { effectLedger } from '../../../db/write/effect-ledger.ts';
import type { VendorAccount } from '../../../domain/program.ts';
import { inboxHandlers } from '../../../worker/inbox-handlers.ts';
import { relayInbox } from '../../../worker/inbox-relay.ts';
import { silentCases, startApi, type TestApi } from '../../harness/api.ts';
import { sms1 } from '../../harness/package-with-adapters.ts';
import { aStoredTicket } from '../../harness/stored-ticket.ts';
import { bookPackage } from '../../harness/vendors/bought-package.ts';
import { startFreshdesk } from '../../harness/vendors/loopback-freshdesk.ts';
import { startTwilio, statusCallback } from '../../harness/vendors/loopback-twilio.ts';
import * as own from '../../harness/vendors/program-accounts.ts';
import { PUBLIC_URL } from '../../harness/vendors/vendor-system.ts';

const ACCOUNTS = '/v1/webhooks/accounts';
const program = 'filkhedma';

let api: TestApi;
let twilio: Awaited<ReturnType<typeof startTwilio>>;
let desk: Awaited<ReturnType<typeof startFreshdesk>>;
const settings = () => ({
  ...{ CARELINE_PUBLIC_URL: PUBLIC_URL, TWILIO_BASE_URL: twilio.url },
  FRESHDESK_ACCOUNTS_URL: own.FRESHDESK_ACCOUNTS_URL,
});
const em = () => api.database.orm.em.fork();

beforeAll(async () => {
  own.setSecrets();
  [twilio, desk] = [await startTwilio(), await startFreshdesk()];
  api = await startApi({ cases: silentCases, settings: settings() });
  await publish({ texts: own.ownTexts, desk: own.ownDesk(desk) });
});
beforeEach(() => rows(em(), sql`truncate inbox`));
afterAll(async () => {
  await Promise.all([api.close(), twilio.close(), desk.close()]);
  own.unsetSecrets();
});

/** Publishes filkhedma with these accounts as its next version. */
async function publish(vendors: Record<string, VendorAccount>): Promise<void> {
  const admin = await api.as('admin');
  const [{ version: base }] = (await admin({ url: `/v1/programs/${program}/versions` })).json().items;
  const { document } = (await admin({ url: `/v1/programs/${program}/versions/${base}` })).json();
  const payload = { base, document: { ...document, program: { ...document.program, vendors } } };
  const draft = await admin({ method: 'POST', url: `/v1/programs/${program}/drafts`, payload });
  const answer = await admin({ method: 'POST', url: `/v1/drafts/${draft.json().id}/publish`, payload: {} });
  expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
}

const activities = () => {
  const { orm } = api.database;
  const adapters = adaptersFrom(settings(), orm, { callTimeoutMs: 10_000 });
  return effectActivities({ orm, ledger: effectLedger(orm), clock: api.clock, adapters });
};
const relay = () => {
  const { clock, database } = api;
  return relayInbox({ orm: database.orm, clock, logger: pino({ level: 'silent' }) }, inboxHandlers(settings()));
};
const kept = () => rows(em(), sql`select source, case_id as "caseId" from inbox order by id`);

type Sent = { url: string; headers: Record<string, string>; payload: Buffer };
async function send(sent: Sent) {
  const answer = await api.call({ method: 'POST', ...sent });
  return [answer.statusCode, answer.json<{ code?: string; kept?: boolean }>().code ?? answer.json().kept];
}

const refused = [403, 'signature-invalid'];
const accepted = [200, true];

/** An SMS that has left, with what Twilio was told. */
async function anSms() {
  const { id: caseId } = await bookPackage(api.database.orm, 'later');
  await activities().sendSms({ process: 'service-package', caseId, program, order: sms1, requestId: null });
  const { sid, callback } = twilio.messages.at(-1) ?? { sid: '', callback: '' };
  const delivery = async () =>
    (
      await row<{ delivery: string | null }>(
        em(),
        sql`select delivery from outbound_effects where case_id = ${caseId}::uuid`,
      )
    )?.delivery;
  return { caseId, callback, delivery, report: (url = callback, token?: string) => reported(url, sid, token) };
}

/** A status callback to an address, signed for it. */
function reported(url: string, sid: string, token?: string): Sent {
  const {
    pathAndQuery,
    rawBody: payload,
    signature,
  } = statusCallback(url, { MessageSid: sid, MessageStatus: 'delivered', To: '+201001234567' }, token);
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
  return { url: pathAndQuery, headers, payload };
}

test('Twilio reports at the address of the account that it was told: kept once, and acted on', async () => {
  const { caseId, callback, report, delivery } = await anSms();
  expect(callback).toContain(`${PUBLIC_URL}${ACCOUNTS}/filkhedma/texts?effect=`);
  for (let time = 0; time < 2; time += 1) expect(await send(report())).toEqual(accepted);
  expect(await kept()).toEqual([{ source: 'filkhedma/texts', caseId }]);
  await relay();
  expect(await delivery()).toBe('delivered');
});

test('a wrong signature, another program, another account: 403, and nothing is kept', async () => {
  const { callback, report, delivery } = await anSms();
  const at = (place: string) => report(callback.replace('filkhedma/texts', place));
  const signed = report();
  const tries = [
    report(callback, 'another token'),
    // Signed for another address.
    { ...signed, url: signed.url.replace('filkhedma', 'cdek') },
    { ...signed, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ...['cdek/texts', 'filkhedma/desk', 'filkhedma/nothing'].map(at),
    report(callback.replace('accounts/filkhedma/texts', 'twilio/message-status')),
  ];
  for (const one of tries) expect(await send(one)).toEqual(refused);
  expect([await kept(), await delivery()]).toEqual([[], null]);
});

test('a ticket at the program’s help desk is the one that is told of', async () => {
  const { id, version } = await aStoredTicket(
    api.database.orm,
    'outbound-sales-request',
    api.clock.now().toISOString(),
  );
  await activities().mirrorTicket({ process: 'ticket', caseId: id, program, key: id, version });
  expect(desk.tickets).toHaveLength(1);
  const told = (place: string, secret = own.DESK_SECRET): Sent => ({
    url: `${ACCOUNTS}/${place}`,
    headers: { 'content-type': 'application/json', 'x-careline-secret': secret },
    payload: Buffer.from(JSON.stringify({ ticketId: '1', status: 'Closed', changedAt: '1' })),
  });
  for (const one of [told('filkhedma/desk', 'a guess'), told('cdek/desk'), told('filkhedma/texts')])
    expect(await send(one)).toEqual(refused);
  for (let time = 0; time < 2; time += 1) expect(await send(told('filkhedma/desk'))).toEqual(accepted);
  expect(await kept()).toEqual([{ source: 'filkhedma/desk', caseId: id }]);
  await relay();
  const entries = sql`select what, details->>'status' as status from timeline_entries where case_id = ${id}::uuid and by = 'helpdesk'`;
  expect(await rows(em(), entries)).toEqual([{ what: 'helpdesk-differs', status: 'closed' }]);
});

test('an account that is signed rightly says nothing of another account’s SMS', async () => {
  const { callback, report, delivery } = await anSms();
  await publish({ others: own.ownTexts });
  expect(await send(report(callback.replace('filkhedma/texts', 'filkhedma/others')))).toEqual(accepted);
  expect(await kept()).toEqual([{ source: 'filkhedma/others', caseId: null }]);
  await relay();
  expect(await delivery()).toBeNull();
  // The program has the first account no more, and its report still counts.
  expect(await send(report())).toEqual(accepted);
  await relay();
  expect(await delivery()).toBe('delivered');
});
