// A webhook that is sent again, unchanged or with changed unsigned parts, is stored once. These vendors' signatures
// hold no time, so the event's id must.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { receiveEvent } from '../../db/write/inbox.ts';
import { fawryEventOf } from '../../vendors/fawry/fawry-signature.ts';
import { freshdeskEventOf } from '../../vendors/freshdesk/freshdesk-webhook.ts';
import { paymobEventOf } from '../../vendors/paymob/paymob-signature.ts';
import { messageStatusOf } from '../../vendors/twilio/message-status.ts';
import { isFromTwilio } from '../../vendors/twilio/twilio-signature.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { notification } from '../harness/vendors/fawry-notification.ts';
import { SECURE_KEY } from '../harness/vendors/loopback-fawry.ts';
import { AUTH_TOKEN, statusCallback } from '../harness/vendors/loopback-twilio.ts';
import { aTransaction, HMAC_SECRET, transactionCallback } from '../harness/vendors/paymob-callback.ts';

let database: TestDatabase;
beforeAll(async () => void (database = await freshDatabase()));
afterAll(() => database.drop());

const AT = '2031-03-03T07:00:00.000Z';
const withField = (rawBody: Buffer, field: string) => Buffer.from(String(rawBody).replace('{', `{${field},`));

const url = 'https://care.example/v1/webhooks/twilio/message-status?effect=e1';
const status = statusCallback(url, { MessageSid: 'SM1', MessageStatus: 'delivered' });
const door = { publicOrigins: ['https://care.example'], authTokens: [AUTH_TOKEN] };
const paid = transactionCallback(aTransaction());
const change = Buffer.from('{"ticketId":"42","status":"Closed","changedAt":"1"}');

/** The events that each webhook passes to the inbox: first as it came, then as another person could send it again. */
const doors: [source: string, ...readings: ({ eventId: string } | null)[]][] = [
  ['twilio', ...[status, status].map((webhook) => (isFromTwilio(webhook, door) ? messageStatusOf(webhook) : null))],
  [
    'paymob',
    paymobEventOf(paid.rawBody, paid.hmac, [HMAC_SECRET]),
    paymobEventOf(withField(paid.rawBody, '"transaction_processed_callback_responses":[1]'), paid.hmac.toUpperCase(), [
      HMAC_SECRET,
    ]),
  ],
  [
    'fawry',
    fawryEventOf(notification(), [SECURE_KEY]),
    fawryEventOf(notification({ requestId: 'another', paymentTime: 1 }), ['new-key', SECURE_KEY]),
  ],
  ['freshdesk', freshdeskEventOf(change, 'old', ['old']), freshdeskEventOf(change, 'new', ['new', 'old'])],
];

test.each(doors)('%s: the first is kept, a replay is not', async (source, ...readings) => {
  const kept: boolean[] = [];
  for (const event of readings) {
    if (event === null) throw new Error('not let in');
    const received = { source, eventId: event.eventId, caseId: null, body: event };
    kept.push(await receiveEvent(database.orm.em.fork(), received, AT));
  }
  expect(kept).toEqual([true, false]);
});
