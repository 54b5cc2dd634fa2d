// The real SDK on a loopback Twilio: the contract of adapters, error codes, and that the SDK never retries
// automatically.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { classifyFailure } from '../../activities/effects/failure.ts';
import { smsAdapter, type SmsSettings } from '../../vendors/twilio/sms-adapter.ts';
import { describeAdapter } from '../activities/adapter-contract.ts';
import * as twilio from '../harness/vendors/loopback-twilio.ts';

type Twilio = Awaited<ReturnType<typeof twilio.startTwilio>>;

function settingsFor({ url }: { url: string }, changes: Partial<SmsSettings> = {}): SmsSettings {
  return {
    accountSid: twilio.ACCOUNT_SID,
    authToken: twilio.AUTH_TOKEN,
    baseUrl: url,
    sender: { from: '+15017122661' },
    statusCallbackUrl: 'https://care.example/v1/webhooks/twilio/message-status',
    callTimeoutMs: 800,
    namedByCallback: () => Promise.resolve(null),
    belongsToAnother: () => Promise.resolve(false),
    ...changes,
  };
}

async function subject() {
  const server = await twilio.startTwilio();
  // The ledger will know for which effect a message was settled.
  const owners = new Map<string, string>();
  const belongsToAnother = (sid: string, id: string) => Promise.resolve((owners.get(sid) ?? id) !== id);
  const real = smsAdapter(settingsFor(server, { belongsToAnother }));
  const noted = async <T extends { kind: string }>(id: string, answer: Promise<T>): Promise<T> => {
    const known = await answer;
    if ('providerRef' in known) owners.set(String(known.providerRef), id);
    return known;
  };
  const adapter = {
    ...real,
    send: (...[effect, signal]: Parameters<typeof real.send>) => noted(effect.id, real.send(effect, signal)),
    reconcile: (...[effect, signal]: Parameters<typeof real.reconcile>) =>
      noted(effect.id, real.reconcile(effect, signal)),
  };
  return { adapter, accepted: server.accepted, upcoming: server.upcoming, close: server.close };
}
describeAdapter('Twilio, for an SMS,', subject, { effect: { kind: 'sms' }, provesOnlyPresence: true });

let server: Twilio;
beforeAll(async () => void (server = await twilio.startTwilio()));
beforeEach(() => {
  for (const list of [server.asked, server.accepted, server.messages, server.says]) list.length = 0;
});
afterAll(() => server.close());

const signal = () => new AbortController().signal;
const anSms = (recipient = '+201001234567') => ({
  id: 'e1',
  recipient,
  text: 'متبقي 3 زيارات',
  resends: 0,
  plannedAt: '2031-03-03T06:00:00.000Z',
  sentAt: '2031-03-03T07:00:00.000Z',
});

test.each([
  [twilio.INVALID_NUMBER, { kind: 'refused', code: 'twilio-21211' }],
  [twilio.OPTED_OUT_NUMBER, { kind: 'refused', code: 'twilio-21610' }],
  [twilio.FULL_QUEUE_NUMBER, { kind: 'never-left', code: 'twilio-21611' }],
])('%s: %j, after one request', async (recipient, expected) => {
  expect(await smsAdapter(settingsFor(server)).send(anSms(recipient), signal())).toEqual(expected);
  expect(server.asked).toHaveLength(1);
});

const SID = `SM${'0a'.repeat(16)}`;
const fault = (status: number, code?: number) => ({ status, body: { status, message: '-', code } });

test.each([`x${SID}`, `${SID}0`, 'SM1', ''])('%j is no message: in doubt', async (sid) => {
  server.says.push({ status: 201, body: { sid } });
  const answer = await smsAdapter(settingsFor(server)).send(anSms(), signal());
  expect(answer).toEqual({ kind: 'ambiguous', code: 'wrong-answer' });
});

test('404 with a code is a last word; without a code of Twilio’s, and from a broken server, none is', async () => {
  const send = () => smsAdapter(settingsFor(server)).send(anSms(), signal());
  server.says.push(fault(404, 20_404));
  expect(await send()).toEqual({ kind: 'refused', code: 'twilio-20404' });
  for (const [status, code] of [[400], [500, 20_500]] as const) {
    server.says.push(fault(status, code));
    await expect(send()).rejects.toMatchObject({ status });
  }
});

test('without a wish to wait none is passed on', async () => {
  const answer = await smsAdapter(settingsFor(server)).send(anSms(twilio.FULL_QUEUE_NUMBER), signal());
  expect(answer).toStrictEqual({ kind: 'never-left', code: 'twilio-21611' });
});

test('a message from the customer with the same text is not ours; one as old as clocks are apart may be', async () => {
  const listed = (direction: string, at: string) => ({
    ...{ sid: SID, body: anSms().text, direction, date_created: new Date(at).toUTCString() },
  });
  const found = (message: object) => {
    server.says.push({ status: 200, body: { messages: [message], page: 0, next_page_uri: null } });
    return smsAdapter(settingsFor(server)).reconcile(anSms(), signal());
  };
  const accepted = { kind: 'accepted', providerRef: SID };
  expect(await found(listed('inbound', '2031-03-03T07:00:00Z'))).toEqual({ kind: 'undecided' });
  expect(await found(listed('outbound-api', '2031-03-03T06:55:00Z'))).toEqual(accepted);
  expect(await found(listed('outbound-api', '2031-03-03T06:54:59Z'))).toEqual({ kind: 'undecided' });
});

test('too many requests: the SDK does not try again, and its wish to wait is passed on', async () => {
  server.upcoming.push('too-many-requests');
  const answer = await smsAdapter(settingsFor(server)).send(anSms(), signal());
  expect(answer).toEqual({ kind: 'never-left', code: 'twilio-20429', retryAfterMs: 7_000 });
  expect(server.asked).toHaveLength(1);
});

test('Arabic arrives letter for letter, under a callback that names the effect', async () => {
  await smsAdapter(settingsFor(server)).send({ ...anSms(), text: 'زيارة\nواحدة & «متبقية» +1' }, signal());
  expect(server.messages).toMatchObject([{ body: 'زيارة\nواحدة & «متبقية» +1', to: '+201001234567' }]);
  expect(server.messages[0]?.callback).toBe('https://care.example/v1/webhooks/twilio/message-status?effect=e1');
});

test('a wrong password and a closed port: nothing has left', async () => {
  const failure = (changes: Partial<SmsSettings>) =>
    smsAdapter(settingsFor(server, changes)).send(anSms(), signal()).catch(classifyFailure);
  expect(await failure({ authToken: 'wrong' })).toMatchObject({ kind: 'never-left', code: 'http-401' });
  const gone = await twilio.startTwilio();
  await gone.close();
  expect(await failure({ baseUrl: gone.url })).toMatchObject({ kind: 'never-left', code: 'ECONNREFUSED' });
});

test('a callback that names the effect proves the acceptance without asking', async () => {
  const adapter = smsAdapter(settingsFor(server, { namedByCallback: () => Promise.resolve('SM1') }));
  expect(await adapter.reconcile(anSms(), signal())).toEqual({ kind: 'accepted', providerRef: 'SM1' });
  expect(server.asked).toEqual([]);
});

test('a message that waits in the queue is found, and one that has left it; the newest of many', async () => {
  const adapter = smsAdapter(settingsFor(server));
  for (let other = 0; other < 60; other += 1) await adapter.send({ ...anSms(), text: `another ${other}` }, signal());
  await adapter.send(anSms(), signal());
  expect(server.messages.at(-1)).toMatchObject({ dateSent: null });
  const found = { kind: 'accepted', providerRef: server.messages.at(-1)?.sid };
  expect(await adapter.reconcile(anSms(), signal())).toEqual(found);
  Object.assign(server.messages.at(-1) ?? {}, { dateSent: '2031-03-03T07:05:00.000Z' });
  expect(await adapter.reconcile(anSms(), signal())).toEqual(found);
});

test('another text, another time or another effect’s message is not taken for this one', async () => {
  const adapter = smsAdapter(settingsFor(server));
  await adapter.send({ ...anSms(), text: 'another' }, signal());
  expect(await adapter.reconcile(anSms(), signal())).toEqual({ kind: 'undecided' });
  await adapter.send(anSms(), signal());
  const later = { ...anSms(), sentAt: '2031-03-04T07:00:00.000Z' };
  expect(await adapter.reconcile(later, signal())).toEqual({ kind: 'undecided' });
  // Sent again a day later: the message that is found may be the first one.
  expect(await adapter.reconcile({ ...later, resends: 1 }, signal())).toMatchObject({ kind: 'accepted' });
  const claimed = smsAdapter(settingsFor(server, { belongsToAnother: () => Promise.resolve(true) }));
  expect(await claimed.reconcile(anSms(), signal())).toEqual({ kind: 'undecided' });
  expect(await adapter.reconcile(anSms(), signal())).toMatchObject({ kind: 'accepted' });
});
