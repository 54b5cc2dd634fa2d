// A process that sends one mail and is there to be killed. Arguments: database URL, port of the mail server, effect as
// JSON.
import { performEffect } from '../../activities/effects/perform.ts';
import { openOrm } from '../../db/orm.ts';
import { effectLedger } from '../../db/write/effect-ledger.ts';
import type { EffectToPlan } from '../../db/write/effect-row.ts';
import { mailAdapter } from '../../vendors/smtp/mail-adapter.ts';

const [databaseUrl = '', port = '', effect = '{}'] = process.argv.slice(2);
const adapter = mailAdapter({
  ...{ host: '127.0.0.1', port: Number(port), security: 'none', login: null },
  ...{ from: { address: 'care@careline.example', name: null }, bytesOf: () => Promise.resolve(null) },
});
const start = new Date('2031-03-03T07:00:00.000Z');
const parts = { ledger: effectLedger(openOrm(databaseUrl, 2)), clock: { now: () => start } };
await performEffect(parts, adapter, JSON.parse(effect) as EffectToPlan);
