import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { performEffect } from '../../activities/effects/perform.ts';
import { effectLedger, readEffect } from '../../db/write/effect-ledger.ts';
import type { IfUnknown } from '../../db/write/effect-row.ts';
import { sandboxAdapter } from '../../vendors/sandbox/sandbox-adapter.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { anEffect, movedClock } from '../harness/effects.ts';
import { faultySandbox } from '../harness/faulty-sandbox.ts';
import { loopbackAdapter } from '../harness/loopback-adapter.ts';
import { type Fault, startLoopbackProvider } from '../harness/loopback-provider.ts';
import { describeAdapter } from './adapter-contract.ts';

const sms = { effect: { kind: 'sms' } } as const;
const refund = { effect: { kind: 'refund/card', intent: 'refund' } } as const;

const sandbox = () => Promise.resolve({ ...faultySandbox(), close: () => Promise.resolve() });
describeAdapter('the sandbox, for an SMS,', sandbox, sms);
describeAdapter('the sandbox, for a refund,', sandbox, refund);

async function loopback(ifUnknown: IfUnknown, takesOnce = false) {
  const { url, accepted, upcoming, close } = await startLoopbackProvider({ takesOnce });
  return {
    adapter: loopbackAdapter(url, { ifUnknown, canTell: true }),
    accepted,
    upcoming: upcoming as Fault[],
    close,
  };
}
describeAdapter('a client over HTTP, for an SMS,', () => loopback('resend-once'), sms);
describeAdapter('a client over HTTP, for a refund,', () => loopback('stay'), refund);
const code = { effect: { kind: 'payment/request/fawry', intent: 'code/1' }, takesOnce: true } as const;
describeAdapter('a client over HTTP, for a code,', () => loopback('same-reference', true), code);

let database: TestDatabase;
beforeAll(async () => void (database = await freshDatabase()));
afterAll(() => database.drop());

test('without credentials an effect is done at once, with its text for the console', async () => {
  const ledger = effectLedger(database.orm);
  const clock = movedClock();
  const effect = anEffect({ kind: 'refund/card', text: '150.00 EGP' });
  const outcome = await performEffect({ ledger, clock }, sandboxAdapter(), effect);
  const { id } = await ledger.plan({ ...effect, ifUnknown: 'stay' }, clock.now().toISOString());
  expect(outcome).toEqual({ status: 'done', providerRef: `sandbox-${id}`, flagged: false });
  expect(await readEffect(database.orm.em.fork(), id)).toMatchObject({
    ...effect,
    status: 'done',
    attempts: 1,
    delivery: null,
  });
});

test('a refund that a kill left half-way is settled by the sandbox: the row is the whole effect', async () => {
  const ledger = effectLedger(database.orm);
  const clock = movedClock();
  const effect = anEffect({ kind: 'refund/card' });
  const at = clock.now().toISOString();
  await ledger.begin(await ledger.plan({ ...effect, ifUnknown: 'stay' }, at), null, at);
  clock.move(60_000);
  expect(await performEffect({ ledger, clock }, sandboxAdapter(), effect)).toMatchObject({
    status: 'done',
    flagged: false,
  });
});
