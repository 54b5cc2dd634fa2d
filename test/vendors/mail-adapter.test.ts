// The real nodemailer on a loopback mail server, with the real ledger: each mail leaves once, or is shown as unknown.
import { createHash } from 'node:crypto';
import tls from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { unknownEffects } from '../../db/read/unknown-effects.ts';
import { effectLedger } from '../../db/write/effect-ledger.ts';
import type { EffectToPlan } from '../../db/write/effect-row.ts';
import { mailAdapter, type MailDetails, type SmtpSettings } from '../../vendors/smtp/mail-adapter.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { anEffect, movedClock, performWithRetries } from '../harness/effects.ts';
import { LOOPBACK_CERTIFICATE } from '../harness/vendors/loopback-certificate.ts';
import * as loopback from '../harness/vendors/loopback-smtp.ts';

const { lateSmtpFaults, startSmtp } = loopback;

let database: TestDatabase;
let smtp: loopback.LoopbackSmtp;
const files = new Map<string, Buffer>();
beforeAll(async () => void (database = await freshDatabase()));
beforeEach(async () => {
  files.clear();
  smtp = await startSmtp();
});
afterEach(() => smtp.close());
afterAll(() => database.drop());

function adapterOn({ port }: { port: number }, changes: Partial<SmtpSettings> = {}) {
  return mailAdapter({
    ...{ host: '127.0.0.1', port, security: 'none', login: null, callTimeoutMs: 2_000 },
    ...{ from: { address: 'care@careline.example', name: 'Забота' } },
    bytesOf: (id) => Promise.resolve(files.get(id) ?? null),
    ...changes,
  });
}

/** A file that can be attached, with its bytes in the store. */
function aFile(name: string, type: string, bytes: Buffer) {
  const fileId = `file ${name}`;
  files.set(fileId, bytes);
  return { fileId, name, type, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function aMail(changes: Partial<EffectToPlan> = {}, details: Partial<MailDetails> = {}): EffectToPlan {
  const plain: MailDetails = { subject: 'A scan', cc: [], attachments: [], ifUnknown: 'stay' };
  const written = { recipient: 'agency@agency.example', text: 'Dear colleagues,', details: { ...plain, ...details } };
  return anEffect({ kind: 'mail', intent: 'scan/1', ...written, ...changes });
}

const parts = (guard = true) => ({ ledger: effectLedger(database.orm), clock: movedClock(), guard });
const rowOf = (mail: EffectToPlan) => parts().ledger.plan({ ...mail, ifUnknown: 'stay' }, '2031-03-03T07:00:00.000Z');

async function sent(mail: EffectToPlan, adapter = adapterOn(smtp), { guard = true, times = 40 } = {}) {
  const end = await performWithRetries(parts(guard), adapter, mail, times);
  const { id, resends, code, providerRef } = await rowOf(mail);
  const board = await unknownEffects(database.orm.em.fork(), { programs: [mail.program], limit: 1_000 });
  const isShown = board.some((one) => one.id === id);
  return {
    status: end.status,
    id,
    resends,
    code,
    providerRef,
    isShown,
    times: smtp.accepted.filter((one) => one === id).length,
  };
}

describe('a mail arrives', () => {
  test('with its recipients, its words in any script and a Message-ID that names its effect', async () => {
    const mail = aMail(
      { text: 'متبقي 3 زيارات\nВторая строка.\n.\nFrom here on' },
      { subject: 'Скан договора — نسخة', cc: ['rx@agency.example', 'lead@careline.example'] },
    );
    const { id, ...end } = await sent(mail);
    expect(end).toEqual({
      ...{ status: 'done', resends: 0, code: null, isShown: false, times: 1 },
      providerRef: `<${id}@careline.example>`,
    });
    const [{ from, to, mail: read } = smtp.mails[0] as never] = smtp.mails;
    expect([from, to]).toEqual([
      'care@careline.example',
      ['agency@agency.example', 'rx@agency.example', 'lead@careline.example'],
    ]);
    expect(read.from?.text).toBe('"Забота" <care@careline.example>');
    expect([read.to, read.cc].map((list) => (Array.isArray(list) ? null : list?.text))).toEqual([
      'agency@agency.example',
      'rx@agency.example, lead@careline.example',
    ]);
    expect([read.subject, read.messageId]).toEqual(['Скан договора — نسخة', `<${id}@careline.example>`]);
    expect(read.text?.trimEnd()).toBe('متبقي 3 زيارات\nВторая строка.\n.\nFrom here on');
    expect(read.headers.get('auto-submitted')).toBe('auto-generated');
    expect(read.date?.toISOString()).toBe('2031-03-03T07:00:00.000Z');
  });

  test('with its files byte for byte, whatever is in them', async () => {
    const everyByte = Buffer.from(Array.from({ length: 256 * 400 }, (_, place) => (place * 7 + (place >> 8)) & 255));
    const [scan, lines] = [everyByte, Buffer.from('.\r\n..\nFrom \r\r\n\n.')];
    const attachments = [
      aFile('скан «договора».pdf', 'application/pdf', scan),
      aFile('lines.txt', 'text/plain', lines),
      aFile('empty.csv', 'text/csv', Buffer.alloc(0)),
    ];
    expect(await sent(aMail({}, { attachments }))).toMatchObject({ status: 'done', times: 1 });
    const came = smtp.mails[0]?.mail.attachments.map(({ filename, contentType, content }) => [
      filename,
      contentType,
      content,
    ]);
    expect(came).toEqual([
      ['скан «договора».pdf', 'application/pdf', scan],
      ['lines.txt', 'text/plain', lines],
      ['empty.csv', 'text/csv', Buffer.alloc(0)],
    ]);
  });

  test('a subject with a line break makes no header', async () => {
    await sent(aMail({}, { subject: 'A scan\r\nBcc: thief@evil.example' }));
    expect(smtp.mails[0]?.mail.headers.has('bcc')).toBe(false);
    expect(smtp.mails[0]?.to).toEqual(['agency@agency.example']);
  });
});

describe('the server says no', () => {
  test.each([
    ['an unknown mailbox', { recipient: loopback.GONE_ADDRESS }, [], 'smtp-550'],
    ['an unknown mailbox of a copy', {}, ['lead@careline.example', loopback.GONE_ADDRESS], 'smtp-550-cc'],
    [
      'an unknown mailbox beside one that is full',
      { recipient: loopback.FULL_ADDRESS },
      [loopback.GONE_ADDRESS],
      'smtp-550-cc',
    ],
    ['an address that is none', { recipient: 'a\nb@agency.example' }, [], 'address-unfit'],
  ])('%s: refused with the reason, and nobody gets it', async (_, changes, cc, code) => {
    expect(await sent(aMail(changes, { cc }))).toMatchObject({ status: 'refused', code, isShown: false });
    expect(smtp.mails).toEqual([]);
  });

  test('to the mail itself: refused', async () => {
    smtp.upcoming.push('refused');
    expect(await sent(aMail())).toMatchObject({ status: 'refused', code: 'smtp-554' });
  });

  test('too large: refused', async () => {
    const small = await startSmtp({ size: 2_000 });
    const attachments = [aFile('large.pdf', 'application/pdf', Buffer.alloc(4_000, 1))];
    expect(await sent(aMail({}, { attachments }), adapterOn(small))).toMatchObject({
      ...{ status: 'refused', code: 'smtp-too-large' },
    });
    await small.close();
  });

  test.each([
    ['a full mailbox', { recipient: loopback.FULL_ADDRESS }, [], 'smtp-451'],
    ['a full mailbox of a copy', {}, [loopback.FULL_ADDRESS], 'smtp-451-cc'],
  ])('%s: tried again, and nobody gets it meanwhile', async (_, changes, cc, code) => {
    expect(await sent(aMail(changes, { cc }), adapterOn(smtp), { times: 3 })).toMatchObject({
      status: 'given-up',
      code,
    });
    expect(smtp.mails).toEqual([]);
  });

  test('not now: sent when it is there again, once', async () => {
    smtp.upcoming.push('busy', 'busy');
    expect(await sent(aMail())).toMatchObject({ status: 'done', times: 1, resends: 0 });
  });

  test('a file that is gone, or that is another one: refused, nothing leaves', async () => {
    const scan = aFile('scan.pdf', 'application/pdf', Buffer.from('one'));
    files.set(scan.fileId, Buffer.from('two'));
    expect(await sent(aMail({}, { attachments: [scan] }))).toMatchObject({
      status: 'refused',
      code: 'attachment-changed',
    });
    files.clear();
    expect(await sent(aMail({}, { attachments: [scan] }))).toMatchObject({
      status: 'refused',
      code: 'attachment-gone',
    });
    expect(await sent({ ...aMail(), details: { subject: 'A scan' } })).toMatchObject({
      status: 'refused',
      code: 'details-unfit',
    });
    expect(smtp.mails).toEqual([]);
  });

  test('a store that cannot be read is no doubt: nothing has left', async () => {
    const adapter = adapterOn(smtp, { bytesOf: () => Promise.reject(new Error('the database is away')) });
    const attachments = [aFile('scan.pdf', 'application/pdf', Buffer.from('one'))];
    expect(await sent(aMail({}, { attachments }), adapter, { times: 2 })).toMatchObject({
      ...{ status: 'given-up', code: 'not-composed', isShown: false },
    });
  });
});

describe('the answer is lost', () => {
  test.each(lateSmtpFaults)('%s, and a person decides: sent once, shown as unknown, not again', async (fault) => {
    smtp.upcoming.push(fault);
    expect(await sent(aMail())).toMatchObject({ status: 'unknown', times: 1, resends: 0, isShown: true });
  });

  test.each(lateSmtpFaults)(
    '%s, and it may be resent: once more after two minutes, under the same Message-ID',
    async (fault) => {
      smtp.upcoming.push(fault);
      const mail = aMail({}, { ifUnknown: 'resend-once' });
      const { id, ...end } = await sent(mail);
      expect(end).toMatchObject({ status: 'done', times: 2, resends: 1, isShown: false });
      expect(smtp.mails.map(({ mail: { messageId } }) => messageId)).toEqual(Array(2).fill(`<${id}@careline.example>`));
    },
  );

  test('twice: shown, never a third', async () => {
    smtp.upcoming.push('broken-off', 'broken-off', 'broken-off');
    const mail = aMail({}, { ifUnknown: 'resend-once' });
    expect(await sent(mail)).toMatchObject({ status: 'unknown', times: 2, resends: 1, isShown: true });
    expect(await sent(mail)).toMatchObject({ status: 'unknown', times: 2 });
  });

  test.each(lateSmtpFaults)('%s with the guard off: the test finds the double', async (fault) => {
    smtp.upcoming.push(fault);
    expect((await sent(aMail(), adapterOn(smtp), { guard: false })).times).toBe(2);
  });

  test('in the middle of the mail: the server has dropped it, so it is sent again', async () => {
    smtp.upcoming.push('cut-off');
    const attachments = [aFile('scan.pdf', 'application/pdf', Buffer.alloc(8_000_000, 7))];
    const patient = adapterOn(smtp, { callTimeoutMs: 20_000 });
    expect(await sent(aMail({}, { attachments }), patient)).toMatchObject({ status: 'done', times: 1, resends: 0 });
  });

  test('a store that hangs: nothing has left, and no person need decide', async () => {
    const adapter = adapterOn(smtp, { callTimeoutMs: 300, bytesOf: () => new Promise(() => undefined) });
    const attachments = [aFile('scan.pdf', 'application/pdf', Buffer.from('one'))];
    expect(await sent(aMail({}, { attachments }), adapter, { times: 2 })).toMatchObject({
      ...{ status: 'given-up', code: 'timeout', isShown: false },
    });
  });

  test('ten at once: sent once', async () => {
    const mail = aMail();
    await Promise.all(Array.from({ length: 10 }, () => performWithRetries(parts(), adapterOn(smtp), mail)));
    expect(smtp.mails).toHaveLength(1);
  });
});

describe('the way to the server', () => {
  const refusedBy = async (adapter: ReturnType<typeof mailAdapter>) => {
    const { status, code, isShown } = await sent(aMail(), adapter, { times: 2 });
    return { status, code, isShown };
  };

  test('a closed port: nothing has left', async () => {
    await smtp.close();
    expect(await refusedBy(adapterOn(smtp))).toEqual({ status: 'given-up', code: 'ECONNREFUSED', isShown: false });
  });

  test('a server that never greets us: nothing has left', async () => {
    const adapter = adapterOn(smtp, { security: 'tls', callTimeoutMs: 400 });
    expect(await refusedBy(adapter)).toMatchObject({ status: 'given-up', isShown: false });
  });

  test('a wrong password, or none where one is needed: nothing has left, a right setting helps', async () => {
    const closed = await startSmtp({ login: true });
    const login = { user: loopback.USER, pass: 'wrong' };
    expect(await refusedBy(adapterOn(closed, { login }))).toMatchObject({ status: 'given-up', code: 'smtp-535' });
    expect(await refusedBy(adapterOn(closed))).toMatchObject({ status: 'given-up', code: 'smtp-530' });
    expect(closed.mails).toEqual([]);
    await closed.close();
  });

  describe('over STARTTLS', () => {
    const trusted = tls.getCACertificates('default');
    afterEach(() => tls.setDefaultCACertificates(trusted));
    const login = { user: loopback.USER, pass: loopback.PASSWORD };
    const open = { host: 'localhost', security: 'starttls', login } as const;

    test('the login goes over the encrypted connection, to the server that we trust', async () => {
      const secure = await startSmtp({ login: true, encrypted: true });
      expect(await refusedBy(adapterOn(secure, open))).toMatchObject({ status: 'given-up', isShown: false });
      expect(secure.logins).toEqual([]);
      tls.setDefaultCACertificates([...trusted, LOOPBACK_CERTIFICATE]);
      expect((await performWithRetries(parts(), adapterOn(secure, open), aMail())).status).toBe('done');
      expect(secure.logins).toEqual([{ user: loopback.USER, isEncrypted: true }]);
      expect(secure.mails).toHaveLength(1);
      await secure.close();
    });

    test('a server without it gets neither the password nor the mail', async () => {
      expect(await refusedBy(adapterOn(smtp, { ...open, host: '127.0.0.1' }))).toMatchObject({ status: 'given-up' });
      expect([smtp.logins, smtp.mails]).toEqual([[], []]);
    });
  });
});
