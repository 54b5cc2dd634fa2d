// A bounce, from the door to its mail and its case.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { mailReported } from '../../../activities/inbox-messages.ts';
import { rows, sql } from '../../../db/sql.ts';
import { effectLedger } from '../../../db/write/effect-ledger.ts';
import { ticket } from '../../../domain/ticket/process.ts';
import { inboxHandlers } from '../../../worker/inbox-handlers.ts';
import { relayInbox } from '../../../worker/inbox-relay.ts';
import { failureNotice } from '../../../workflows/contract.ts';
import { START, startApi, type TestApi } from '../../harness/api.ts';
import { putCase } from '../../harness/case-facts.ts';
import { anEffect, movedClock } from '../../harness/effects.ts';
import { ledgerRows } from '../../harness/ledger-rows.ts';
import { aBounce, type BounceFields } from '../../harness/vendors/a-bounce.ts';
import { BOUNCE_SECRET, vendorVariables } from '../../harness/vendors/vendor-system.ts';

const TO = 'agency@agency.example';
const COPY = 'rx@agency.example';
const clock = movedClock();
let api: TestApi;
beforeAll(async () => void (api = await startApi({ settings: vendorVariables })));
beforeEach(() => rows(em(), sql`truncate inbox, live_events, outbox`));
afterAll(() => api.close());

const em = () => api.database.orm.em.fork();
const ledger = () => effectLedger(api.database.orm);
const report = (payload: Buffer | string, secret: string | null = BOUNCE_SECRET) =>
  api.call({
    ...{ method: 'POST', url: '/v1/webhooks/mail', payload },
    headers: { 'content-type': 'message/rfc822', ...(secret === null ? {} : { 'x-careline-secret': secret }) },
  });
const kept = () => rows<{ body: object }>(em(), sql`select source, case_id, body from inbox order by id`);
const parts = () => ({ orm: api.database.orm, clock, logger: pino({ level: 'silent' }) });

/** What the worker does, for a process that hears of failures, or for those that there are. */
const act = (hears = false) =>
  relayInbox(
    parts(),
    hears
      ? { get: () => mailReported((process, ...told) => failureNotice({ ...process, ...hearing }, ...told)) }
      : inboxHandlers({}),
  );
const hearing = { facts: { ...ticket.facts, deliveryFailed: () => [] } };

/** A mail of a ticket. It has left, or may have left. */
async function aMail(status: 'done' | 'sending' | 'unknown' | 'refused' = 'done') {
  const details = { subject: 'A scan', cc: [COPY], ifUnknown: 'stay' };
  const attachments = [{ fileId: randomUUID(), name: 'scan.pdf', type: 'application/pdf', size: 3, sha256: 'abc' }];
  const mail = anEffect({
    ...{ process: 'ticket', kind: 'mail', intent: 'scan/1', recipient: TO, details: { ...details, attachments } },
  });
  await putCase(em(), mail);
  const begun = await ledgerRows(ledger).begun({ ...mail, ifUnknown: 'stay', at: START });
  const messageId = `<${begun.id}@careline.example>`;
  if (status === 'done') await ledger().settle(begun, { status, providerRef: messageId }, START);
  else if (status !== 'sending') await ledger().settle(begun, { status, code: 'timeout' }, START);
  await rows(em(), sql`truncate live_events`);
  const bounce = (changes: Partial<BounceFields> = {}) => aBounce({ messageId, recipient: TO, ...changes });
  const seen = async () => {
    const answer = await (await api.as('cs-1'))({ url: `/v1/effects?caseId=${mail.caseId}` });
    return answer.json<{ items: object[] }>().items[0];
  };
  return { ...begun, messageId, bounce, seen };
}

const told = () => rows<{ payload: object }>(em(), sql`select key, workflow_id as id, payload from outbox order by id`);

describe('at the door', () => {
  test('without our secret, or with another: 403, and nothing is kept', async () => {
    const { bounce } = await aMail();
    for (const secret of [null, '', 'another', `${BOUNCE_SECRET},old-secret`]) {
      const answer = await report(bounce(), secret);
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([403, 'signature-invalid']);
    }
    expect(await kept()).toEqual([]);
    expect((await report(bounce(), 'old-secret')).statusCode).toBe(200);
  });

  test('a mail that is no report, and a report on a mail that is not ours: said clearly, nothing is kept', async () => {
    const { bounce } = await aMail();
    const others = [
      aBounce({ messageId: '<CAF=1@mail.example>', recipient: TO }),
      aBounce({ messageId: `<${randomUUID()}@careline.example>`, recipient: TO }),
    ];
    for (const other of others) {
      const answer = await report(other);
      expect([answer.statusCode, answer.json()]).toMatchObject([404, { code: 'mail-unknown' }]);
    }
    const unreadable = await report('Subject: Re: A scan\r\n\r\nThank you!');
    expect([unreadable.statusCode, unreadable.json()]).toMatchObject([422, { code: 'mail-report-unreadable' }]);
    expect((await report(Buffer.alloc(0))).statusCode).toBe(422);
    expect(await kept()).toEqual([]);
    expect((await report(bounce())).json()).toEqual({ kept: true });
  });

  test('an effect of another channel is no mail', async () => {
    const sms = anEffect({ process: 'ticket' });
    await putCase(em(), sms);
    const { id } = await ledger().plan({ ...sms, ifUnknown: 'stay' }, START);
    const answer = await report(aBounce({ messageId: `<${id}@careline.example>`, recipient: TO }));
    expect([answer.statusCode, answer.json()]).toMatchObject([404, { code: 'mail-unknown' }]);
  });

  test('kept once with its case, and without an address; too large: 413', async () => {
    const { bounce, caseId, id, messageId } = await aMail();
    for (const again of [bounce(), bounce({ id: '<another-way@mx.agency.example>' }), bounce()]) {
      expect((await report(again)).json()).toEqual({ kept: true });
    }
    const body = { effectId: id, messageId, bounced: 'to', status: '5.1.1' };
    expect(await kept()).toEqual([{ source: 'mail', case_id: caseId, body }]);
    const large = await report(Buffer.concat([bounce(), Buffer.alloc(1024 * 1024, ' ')]));
    expect([large.statusCode, large.json()]).toMatchObject([413, { code: 'payload-too-large' }]);
  });
});

describe('its mail', () => {
  test.each(['done', 'sending', 'unknown'] as const)(
    'that is %s has left and failed; the console hears of it',
    async (status) => {
      const { bounce, seen, messageId, id } = await aMail(status);
      await report(bounce());
      expect(await act()).toBe(1);
      expect(await seen()).toMatchObject({
        ...{
          to: TO,
          cc: [COPY],
          subject: 'A scan',
          attachments: [{ name: 'scan.pdf', type: 'application/pdf', size: 3 }],
        },
        ...{ status: 'done', delivery: 'failed', reason: 'bounced' },
      });
      expect(await rows(em(), sql`select provider_ref as ref from outbound_effects where id = ${id}::uuid`)).toEqual([
        { ref: status === 'done' ? messageId : id },
      ]);
      expect(await rows(em(), sql`select kind from live_events`)).toEqual([{ kind: 'ticket' }]);
    },
  );

  test('that was given up stays so', async () => {
    const { bounce, seen } = await aMail('refused');
    await report(bounce());
    await act(true);
    expect(await seen()).toMatchObject({ status: 'refused', delivery: null, reason: 'timeout' });
    expect(await told()).toEqual([]);
  });

  test('of which only a copy came back says so, until its recipient’s comes back too', async () => {
    const { bounce, seen } = await aMail();
    await report(bounce({ recipient: COPY.toUpperCase(), status: '5.2.1' }));
    await act();
    expect(await seen()).toMatchObject({ status: 'done', delivery: 'failed', reason: 'bounced-cc' });
    await report(bounce());
    await act();
    expect(await seen()).toMatchObject({ delivery: 'failed', reason: 'bounced' });
    await report(bounce({ recipient: COPY }));
    await act();
    expect(await seen()).toMatchObject({ reason: 'bounced' });
  });

  test('that was forwarded comes back under an address that we do not know: its recipient’s', async () => {
    const { bounce, seen } = await aMail();
    await report(bounce({ recipient: 'new-office@there.example' }));
    await act();
    expect(await seen()).toMatchObject({ reason: 'bounced' });
  });

  test.each([
    ['delayed', '4.4.1'],
    ['delivered', '2.0.0'],
    ['relayed', '2.0.0'],
  ])('that is %s stays as it is', async (action, status) => {
    const { bounce, seen } = await aMail();
    await report(bounce({ action, status }));
    expect(await act(true)).toBe(1);
    expect(await seen()).toMatchObject({ status: 'done', delivery: null, reason: null });
    await report(bounce());
    await act();
    expect(await seen()).toMatchObject({ delivery: 'failed' });
  });
});

describe('its case', () => {
  test('hears of it once, by a signal that begins it again if it has ended', async () => {
    const { bounce, caseId, id, program } = await aMail();
    await report(bounce());
    await report(bounce());
    await act(true);
    await report(bounce({ status: '5.7.1' }));
    await act(true);
    const workflow = { name: 'ticket', input: { caseId, program } };
    const input = { reason: 'bounced', intent: 'scan/1', channel: 'mail', at: clock.now().toISOString() };
    expect(await told()).toEqual([
      {
        ...{ key: `delivery-failed/${id}/bounced`, id: `ticket/${program}/${caseId}` },
        payload: { name: 'deliveryFailed', input, start: workflow },
      },
    ]);
  });

  test('is not told where its process does not hear of failures', async () => {
    const { bounce } = await aMail();
    await report(bounce());
    await act();
    expect(await told()).toEqual([]);
  });
});
