// Rules that the database itself enforces, for every client.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Em } from '../../db/orm.ts';
import { rows, sql } from '../../db/sql.ts';
import { type EffectLedger, effectLedger, readEffect, settleEffect } from '../../db/write/effect-ledger.ts';
import type { LedgerEffect } from '../../db/write/effect-row.ts';
import type { EffectKind } from '../../domain/effect.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { LATER, ledgerRows } from '../harness/ledger-rows.ts';

let database: TestDatabase;
let ledger: EffectLedger;
let em: Em;
beforeAll(async () => {
  database = await freshDatabase();
  ledger = effectLedger(database.orm);
  em = database.orm.em.fork();
});
afterAll(() => database.drop());

const { planned, begun, inDoubt, done, refused } = ledgerRows(() => ledger);

describe('the database refuses by itself', () => {
  const again = `status = 'sending', sent_at = '${LATER}', attempts = attempts + 1`;
  const cases: [string, () => Promise<LedgerEffect>, string][] = [
    ['done to sending', done, `${again}, settled_at = null`],
    ['done to unknown', done, `status = 'unknown', settled_at = null`],
    ['another provider code on done', done, `code = 'x'`],
    ['refused to sending', refused, `${again}, settled_at = null`],
    ['refused to done', refused, `status = 'done', provider_ref = 'SM1'`],
    ['sending again without a doubt', begun, again],
    ['planned to done', planned, `status = 'done', provider_ref = 'x', settled_at = '${LATER}'`],
    ['planned to unknown', planned, `status = 'unknown', sent_at = '${LATER}'`],
    ['money again', () => inDoubt({ ifUnknown: 'stay', kind: 'refund/card' }), `${again}, resends = resends + 1`],
    [
      'money as if it had never left',
      () => inDoubt({ ifUnknown: 'stay', kind: 'refund/card' }),
      `status = 'sending', sent_at = null`,
    ],
    [
      'money with another manner',
      () => inDoubt({ ifUnknown: 'stay', kind: 'refund/card' }),
      `if_unknown = 'same-reference'`,
    ],
    ['a repetition that is not counted', inDoubt, again],
    ['a lost attempt', inDoubt, `attempts = attempts - 1`],
    ['another recipient of what is unsettled', inDoubt, `recipient = '+201009999999'`],
    ['another case', done, `case_id = gen_random_uuid()`],
    ['another adapter', inDoubt, `kind = 'helpdesk', channel = 'helpdesk'`],
    ['a delivery of what is not done', inDoubt, `delivery = 'delivered'`],
  ];

  test.each(cases)('%s', async (_, make, change) => {
    const { id } = await make();
    await expect(
      rows(em, sql`update outbound_effects set ${sql.raw(change)} where id = ${id}::uuid`),
    ).rejects.toMatchObject({ code: '23514' });
  });

  test('a second blind repetition where one is allowed', async () => {
    const repeated = await ledger.repeat(await inDoubt({ ifUnknown: 'resend-once' }), LATER);
    const unknown = await ledger.settle(repeated as LedgerEffect, { status: 'unknown', code: 'timeout' }, LATER);
    await expect(ledger.repeat(unknown, LATER)).rejects.toMatchObject({ code: '23514' });
  });

  test('a refund or payout that may be repeated, and a row that does not begin as planned', async () => {
    for (const kind of ['refund/card', 'payout' as EffectKind] as const) {
      await expect(planned({ ifUnknown: 'resend-once', kind })).rejects.toMatchObject({ code: '23514' });
    }
    const copied = sql`insert into outbound_effects select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid(), 'key', 'copy'))).*
      from outbound_effects e where id = ${(await done()).id}::uuid`;
    await expect(rows(em, copied)).rejects.toMatchObject({ code: '23514' });
  });
});

describe('what is written down', () => {
  test('is kept: with what it was planned, and what was said before the call', async () => {
    const details = { textId: 'sms-1', values: { visitsLeft: 3 } };
    const effect = await planned({ details });
    expect(await readEffect(em, effect.id)).toMatchObject({ details, evidence: null });
    await ledger.begin(effect, { refunded: 500 }, LATER);
    expect(await readEffect(em, effect.id)).toMatchObject({ details, evidence: { refunded: 500 } });
    const bare = await begun();
    expect(await readEffect(em, bare.id)).toMatchObject({ details: null, evidence: null });
    const without = sql`select details is null and evidence is null as are from outbound_effects where id = ${bare.id}::uuid`;
    expect(await rows(em, without)).toEqual([{ are: true }]);
  });

  test('reaches the live log of its case, whatever its process is', async () => {
    const told = (caseId: string) =>
      rows(em, sql`select kind, program from live_events where case_id = ${caseId}::uuid order by id`);
    for (const process of ['conversation', 'service-package', 'ticket', 'report']) {
      const { caseId } = await inDoubt({ process });
      expect(await told(caseId)).toEqual([{ kind: process, program: 'filkhedma' }]);
    }
  });

  test('what is not there is nothing, and cannot be settled', async () => {
    const id = randomUUID();
    expect(await readEffect(em, id)).toBeNull();
    const settling = settleEffect(em, { id, attempts: 1 }, { status: 'refused', code: 'x' }, LATER);
    await expect(settling).rejects.toThrow('there is no effect');
  });
});
