// Mails of any process, from their order to a mail server and back: with the real ledger, store and settings.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { CaseSource, MailFile, MailParts } from '../../activities/effects/channel.ts';
import { effectActivities } from '../../activities/effects/index.ts';
import { planMails } from '../../activities/effects/mail.ts';
import { adaptersFrom } from '../../activities/effects/providers.ts';
import { rows, sql } from '../../db/sql.ts';
import { beginFile, writeChunk } from '../../db/write/attachments.ts';
import { effectLedger } from '../../db/write/effect-ledger.ts';
import type { MailOrder } from '../../domain/effect.ts';
import { closedAtTheEnd } from '../harness/closing.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { anEffect, type MovedClock, movedClock, performWithRetries, withRetries } from '../harness/effects.ts';
import * as loopback from '../harness/vendors/loopback-smtp.ts';
import { filkhedmaHas } from '../harness/vendors/program-accounts.ts';
import { mailAdapter } from '../../vendors/smtp/mail-adapter.ts';

const CHILD = join(import.meta.dirname, '../harness/mailing-child.ts');
let database: TestDatabase;
let smtp: loopback.LoopbackSmtp;
let clock: MovedClock;
let caseId: string;
let letter: MailParts;
beforeAll(async () => void (database = await freshDatabase()));
beforeEach(async () => {
  [smtp, clock, caseId] = [await loopback.startSmtp(), movedClock(), randomUUID()];
  letter = { to: 'agency@agency.example', cc: ['rx@agency.example'], values: {}, files: [] };
});
afterEach(async () => {
  filkhedmaHas();
  await smtp.close();
});
afterAll(() => database.drop());

/** An errand whose mails go to an agency. The subject and the text are two texts of a shipped program. */
const errands: CaseSource = {
  process: 'errand',
  read: async (_, id) => ({
    ...{ process: 'errand', program: 'filkhedma', caseId: id, policy: {} },
    ...{ customer: { name: 'منى', phone: '+201005550000', contactId: 'c1' }, requests: [], payments: [] },
  }),
  mail: async () => letter,
};
const order: MailOrder = {
  ...{ intent: 'scan/1', to: 'agency', cc: ['pharmacy'], subject: 'sms-1', text: 'sms-4', values: { visitsLeft: 3 } },
  ...{ files: [], ifUnknown: 'stay', rule: 'E-01' },
};

const em = () => database.orm.em.fork();
const settings = () => ({
  ...{ SMTP_HOST: '127.0.0.1', SMTP_PORT: String(smtp.port), SMTP_SECURITY: 'none' },
  ...{ SMTP_FROM: 'care@careline.example', SMTP_BOUNCE_SECRETS: 's' },
});
function activities(...sources: CaseSource[]) {
  const adapters = adaptersFrom(settings(), database.orm, { callTimeoutMs: 2_000 });
  return effectActivities({ orm: database.orm, ledger: effectLedger(database.orm), clock, adapters }, sources);
}
const about = () => ({ process: 'errand', program: 'filkhedma', caseId });
const send = (changes: Partial<MailOrder> = {}) =>
  withRetries(clock, () => activities(errands).sendMail({ ...about(), order: { ...order, ...changes } }));
const ledger = () =>
  rows<{ details: { account?: string } }>(
    em(),
    sql`select intent, kind, recipient, status, code, if_unknown as "ifUnknown", details from outbound_effects
      where case_id = ${caseId}::uuid order by place`,
  );

/** A stored file in several pieces. */
async function storedFile(name: string, bytes: Buffer): Promise<MailFile> {
  const id = randomUUID();
  await beginFile(em(), id, clock.now().toISOString());
  for (let piece = 0; piece * 1_000 < bytes.length; piece += 1) {
    await writeChunk(em(), id, piece, bytes.subarray(piece * 1_000, (piece + 1) * 1_000));
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { id, name, type: 'application/pdf', size: bytes.length, sha256 };
}

test('a mail in the program’s words, with a stored file byte for byte; asked for twice it leaves once', async () => {
  const scan = randomBytes(12_345);
  const file = await storedFile('scan.pdf', scan);
  letter = { ...letter, files: [file] };
  expect([await send(), await send()]).toEqual([{ status: 'sent' }, { status: 'sent' }]);
  expect(smtp.mails).toHaveLength(1);
  const [taken] = smtp.mails;
  expect(taken?.to).toEqual(['agency@agency.example', 'rx@agency.example']);
  expect(taken?.mail.attachments.map(({ filename, content }) => [filename, content])).toEqual([['scan.pdf', scan]]);
  expect(taken?.mail.text).toContain('3');
  const { id: fileId, ...named } = file;
  expect(await ledger()).toMatchObject([
    {
      ...{ intent: 'scan/1', kind: 'mail', recipient: 'agency@agency.example', status: 'done', ifUnknown: 'stay' },
      // The bytes are in no row of the ledger.
      details: { cc: ['rx@agency.example'], attachments: [{ fileId, ...named }], textId: 'sms-4' },
    },
  ]);
});

test('a program’s own sender: the account of the planning counts, a sandbox sends nothing, no server is none', async () => {
  const own = {
    kind: 'mail',
    adapter: 'smtp',
    settings: { from: 'own@filkhedma.example', fromName: 'Fil Khedma' },
  } as const;
  const adapters = adaptersFrom(settings(), database.orm);
  filkhedmaHas({ letters: own });
  const at = clock.now().toISOString();
  await em().transactional((tx) => planMails(tx, adapters, { source: errands, caseId }, [{ order, at }]));
  filkhedmaHas({ trial: { ...own, sandbox: true } }, { letters: own });
  await send();
  await send({ intent: 'scan/2' });
  filkhedmaHas();
  await send({ intent: 'scan/3' });
  expect(smtp.mails.map(({ mail }) => mail.from?.text)).toEqual([
    '"Fil Khedma" <own@filkhedma.example>',
    'care@careline.example',
  ]);
  const accounts = (await ledger()).map(({ details }) => details.account);
  expect(accounts).toEqual(['letters', 'trial', undefined]);
});

test('its case hears of a refusal, and of a doubt', async () => {
  letter = { ...letter, cc: [loopback.GONE_ADDRESS] };
  expect(await send()).toEqual({ status: 'refused' });
  letter = { ...letter, cc: [] };
  smtp.upcoming.push('broken-off');
  expect(await send({ intent: 'scan/2' })).toEqual({ status: 'unknown' });
  expect(await ledger()).toMatchObject([
    { status: 'refused', code: 'smtp-550-cc' },
    { status: 'unknown', code: 'ECONNECTION' },
  ]);
});

test('the order says whether it may be sent once more', async () => {
  smtp.upcoming.push('broken-off');
  expect(await send({ ifUnknown: 'resend-once' })).toEqual({ status: 'sent' });
  expect(smtp.mails).toHaveLength(2);
});

test('mails are planned in the transaction of their move, and leave as planned', async () => {
  const adapters = adaptersFrom(settings(), database.orm);
  const at = clock.now().toISOString();
  const plan = (fails: boolean) =>
    em().transactional(async (tx) => {
      await planMails(tx, adapters, { source: errands, caseId }, [{ order, at }]);
      if (fails) throw new Error('the move is not written');
    });
  await expect(plan(true)).rejects.toThrow('not written');
  expect(await ledger()).toEqual([]);
  await plan(false);
  letter = { ...letter, to: 'new@agency.example' };
  await send();
  expect(await ledger()).toMatchObject([{ status: 'done', recipient: 'agency@agency.example' }]);
});

test('a process that sends no mails is an error; the sandbox sends none, and shows it', async () => {
  const { mail: _, ...silent } = errands;
  await expect(activities(silent).sendMail({ ...about(), order })).rejects.toThrow('a errand sends no mails');
  const adapters = adaptersFrom({}, database.orm);
  const sandbox = effectActivities({ orm: database.orm, ledger: effectLedger(database.orm), clock, adapters }, [
    errands,
  ]);
  expect(await sandbox.sendMail({ ...about(), order })).toEqual({ status: 'sent' });
  expect([await ledger(), smtp.mails.length]).toMatchObject([[{ status: 'done' }], 0]);
});

describe('killed with -9 between sending and recording', () => {
  const direct = () =>
    mailAdapter({
      ...{ host: '127.0.0.1', port: smtp.port, security: 'none', login: null, bytesOf: async () => null },
      from: { address: 'care@careline.example', name: null },
    });
  const parts = (guard = true) => ({ ledger: effectLedger(database.orm), clock, guard });

  async function killed(ifUnknown: 'stay' | 'resend-once') {
    const details = { subject: 'A scan', cc: [], attachments: [], ifUnknown };
    const mail = anEffect({ kind: 'mail', caseId, intent: 'scan/1', recipient: 'agency@agency.example', details });
    let child: ChildProcess | null = null;
    smtp.insteadOfAnswering = () => child?.kill('SIGKILL');
    child = spawn(process.execPath, [CHILD, database.url, String(smtp.port), JSON.stringify(mail)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    closedAtTheEnd(async () => child?.kill('SIGKILL'));
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
    smtp.insteadOfAnswering = null;
    expect([smtp.mails.length, await ledger()]).toMatchObject([1, [{ status: 'sending' }]]);
    return mail;
  }

  test('a person decides: shown as unknown, not sent again', async () => {
    const mail = await killed('stay');
    expect(await performWithRetries(parts(), direct(), mail)).toMatchObject({ status: 'unknown' });
    expect(smtp.mails).toHaveLength(1);
  });

  test('it may be resent: once, flagged, recognisable by its Message-ID', async () => {
    const mail = await killed('resend-once');
    expect(await performWithRetries(parts(), direct(), mail)).toMatchObject({ status: 'done', flagged: true });
    expect(new Set(smtp.accepted).size).toBe(1);
    expect(smtp.mails).toHaveLength(2);
  });

  test('with the guard off: sent twice', async () => {
    const mail = await killed('stay');
    await performWithRetries(parts(false), direct(), mail);
    expect(smtp.mails).toHaveLength(2);
  });
});
