// A ledger, a store of files and a new mail server for each test.
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach } from '@jest/globals';
import { unknownEffects } from '../../../db/read/unknown-effects.ts';
import { effectLedger } from '../../../db/write/effect-ledger.ts';
import type { EffectToPlan } from '../../../db/write/effect-row.ts';
import { mailAdapter, type MailDetails, type SmtpSettings } from '../../../vendors/smtp/mail-adapter.ts';
import { freshDatabase, type TestDatabase } from '../database.ts';
import { anEffect, movedClock, performWithRetries } from '../effects.ts';
import { type LoopbackSmtp, startSmtp } from './loopback-smtp.ts';

/** Registers the set-up of a test file. `smtp` and `database` are filled before each test. */
export function mailing() {
  const files = new Map<string, Buffer>();
  const stage = { files, adapterOn, aFile, parts, sent } as const;
  const filled = stage as typeof stage & { smtp: LoopbackSmtp; database: TestDatabase };
  beforeAll(async () => void (filled.database = await freshDatabase()));
  beforeEach(async () => {
    files.clear();
    filled.smtp = await startSmtp();
  });
  afterEach(() => filled.smtp.close());
  afterAll(() => filled.database.drop());

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

  function parts(guard = true) {
    return { ledger: effectLedger(filled.database.orm), clock: movedClock(), guard };
  }

  /** Performs a mail. The result: how it ended, how often it was taken, and whether the board shows it. */
  async function sent(mail: EffectToPlan, adapter = adapterOn(filled.smtp), { guard = true, times = 40 } = {}) {
    const { status } = await performWithRetries(parts(guard), adapter, mail, times);
    const row = await parts().ledger.plan({ ...mail, ifUnknown: 'stay' }, '2031-03-03T07:00:00.000Z');
    const { id, resends, code, providerRef } = row;
    const board = await unknownEffects(filled.database.orm.em.fork(), { programs: [mail.program], limit: 1_000 });
    const isShown = board.some((one) => one.id === id);
    const taken = filled.smtp.accepted.filter((one) => one === id).length;
    return { status, id, resends, code, providerRef, isShown, times: taken };
  }
  return filled;
}

export function aMail(changes: Partial<EffectToPlan> = {}, details: Partial<MailDetails> = {}): EffectToPlan {
  const plain: MailDetails = { subject: 'A scan', cc: [], attachments: [], ifUnknown: 'stay' };
  const written = { recipient: 'agency@agency.example', text: 'Dear colleagues,', details: { ...plain, ...details } };
  return anEffect({ kind: 'mail', intent: 'scan/1', ...written, ...changes });
}
