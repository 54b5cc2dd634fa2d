// The real nodemailer on a loopback mail server, with the real ledger: each mail leaves once, or is shown as unknown.
import { describe, expect, test } from '@jest/globals';
import { performWithRetries } from '../harness/effects.ts';
import * as loopback from '../harness/vendors/loopback-smtp.ts';
import { aMail, mailing } from '../harness/vendors/mailing.ts';

const { lateSmtpFaults, startSmtp } = loopback;
const stage = mailing();
const { adapterOn, aFile, files, parts, sent } = stage;

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
    const [{ from, to, mail: read } = stage.smtp.mails[0] as never] = stage.smtp.mails;
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
    const came = stage.smtp.mails[0]?.mail.attachments.map(({ filename, contentType, content }) => [
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
    expect(stage.smtp.mails[0]?.mail.headers.has('bcc')).toBe(false);
    expect(stage.smtp.mails[0]?.to).toEqual(['agency@agency.example']);
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
  ])('%s: refused with the reason, and no one gets it', async (_, changes, cc, code) => {
    expect(await sent(aMail(changes, { cc }))).toMatchObject({ status: 'refused', code, isShown: false });
    expect(stage.smtp.mails).toEqual([]);
  });

  test('to a copy, by a server that takes one command at a time: refused, and no one gets it', async () => {
    const slow = await startSmtp({ pipelining: false });
    const mail = aMail({}, { cc: [loopback.GONE_ADDRESS] });
    expect(await sent(mail, adapterOn(slow))).toMatchObject({ status: 'refused', code: 'smtp-550-cc' });
    expect((await sent(aMail(), adapterOn(slow))).status).toBe('done');
    expect(slow.mails).toHaveLength(1);
    await slow.close();
  });

  test('to the mail itself: refused', async () => {
    stage.smtp.upcoming.push('refused');
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
  ])('%s: tried again, and no one gets it meanwhile', async (_, changes, cc, code) => {
    expect(await sent(aMail(changes, { cc }), adapterOn(stage.smtp), { times: 3 })).toMatchObject({
      status: 'given-up',
      code,
    });
    expect(stage.smtp.mails).toEqual([]);
  });

  test('not now: sent when it is there again, once', async () => {
    stage.smtp.upcoming.push('busy', 'busy');
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
    expect(stage.smtp.mails).toEqual([]);
  });

  test('a store that cannot be read is no doubt: nothing has left', async () => {
    const adapter = adapterOn(stage.smtp, { bytesOf: () => Promise.reject(new Error('the database is away')) });
    const attachments = [aFile('scan.pdf', 'application/pdf', Buffer.from('one'))];
    expect(await sent(aMail({}, { attachments }), adapter, { times: 2 })).toMatchObject({
      ...{ status: 'given-up', code: 'not-composed', isShown: false },
    });
  });
});

describe('the answer is lost', () => {
  test.each(lateSmtpFaults)('%s, and a person decides: sent once, shown as unknown, not again', async (fault) => {
    stage.smtp.upcoming.push(fault);
    expect(await sent(aMail())).toMatchObject({ status: 'unknown', times: 1, resends: 0, isShown: true });
  });

  test.each(lateSmtpFaults)(
    '%s, and it may be resent: once more after two minutes, under the same Message-ID',
    async (fault) => {
      stage.smtp.upcoming.push(fault);
      const mail = aMail({}, { ifUnknown: 'resend-once' });
      const { id, ...end } = await sent(mail);
      expect(end).toMatchObject({ status: 'done', times: 2, resends: 1, isShown: false });
      expect(stage.smtp.mails.map(({ mail: { messageId } }) => messageId)).toEqual(
        Array(2).fill(`<${id}@careline.example>`),
      );
    },
  );

  test('twice: shown, never a third', async () => {
    stage.smtp.upcoming.push('broken-off', 'broken-off', 'broken-off');
    const mail = aMail({}, { ifUnknown: 'resend-once' });
    expect(await sent(mail)).toMatchObject({ status: 'unknown', times: 2, resends: 1, isShown: true });
    expect(await sent(mail)).toMatchObject({ status: 'unknown', times: 2 });
  });

  test.each(lateSmtpFaults)('%s with the guard off: the test finds the double', async (fault) => {
    stage.smtp.upcoming.push(fault);
    expect((await sent(aMail(), adapterOn(stage.smtp), { guard: false })).times).toBe(2);
  });

  test('in the middle of the mail: the server has dropped it, so it is sent again', async () => {
    stage.smtp.upcoming.push('cut-off');
    const attachments = [aFile('scan.pdf', 'application/pdf', Buffer.alloc(8_000_000, 7))];
    const patient = adapterOn(stage.smtp, { callTimeoutMs: 20_000 });
    expect(await sent(aMail({}, { attachments }), patient)).toMatchObject({ status: 'done', times: 1, resends: 0 });
  });

  test('a store that hangs: nothing has left, and no person need decide', async () => {
    const adapter = adapterOn(stage.smtp, { callTimeoutMs: 300, bytesOf: () => new Promise(() => undefined) });
    const attachments = [aFile('scan.pdf', 'application/pdf', Buffer.from('one'))];
    expect(await sent(aMail({}, { attachments }), adapter, { times: 2 })).toMatchObject({
      ...{ status: 'given-up', code: 'timeout', isShown: false },
    });
  });

  test('ten at once: sent once', async () => {
    const mail = aMail();
    await Promise.all(Array.from({ length: 10 }, () => performWithRetries(parts(), adapterOn(stage.smtp), mail)));
    expect(stage.smtp.mails).toHaveLength(1);
  });
});
