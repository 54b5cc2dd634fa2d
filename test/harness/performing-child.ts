// A process that performs one effect and is there to be killed. Arguments: database URL, provider URL, effect as JSON.
import { performEffect } from '../../activities/effects/perform.ts';
import { openOrm } from '../../db/orm.ts';
import { effectLedger } from '../../db/write/effect-ledger.ts';
import type { EffectToPlan } from '../../db/write/effect-row.ts';
import { loopbackAdapter } from './loopback-adapter.ts';

const [databaseUrl = '', providerUrl = '', effect = '{}'] = process.argv.slice(2);
const adapter = { ...loopbackAdapter(providerUrl, { ifUnknown: 'stay', canTell: true }), callTimeoutMs: 20_000 };
const start = new Date('2031-03-03T07:00:00.000Z');
const parts = { ledger: effectLedger(openOrm(databaseUrl, 2)), clock: { now: () => start } };
await performEffect(parts, adapter, JSON.parse(effect) as EffectToPlan);
