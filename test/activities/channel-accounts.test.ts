// A program's own SMS sender and help desk: what left by an account stays with it, whatever the program says later.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { effectActivities } from '../../activities/effects/index.ts';
import { adaptersFrom } from '../../activities/effects/providers.ts';
import { planSms } from '../../activities/effects/sms.ts';
import { packageSource } from '../../activities/records/package-effects.ts';
import { caseOfEffect, ticketAtHelpdesk } from '../../db/read/event-cases.ts';
import { row, rows, sql } from '../../db/sql.ts';
import { effectLedger } from '../../db/write/effect-ledger.ts';
import { receiveEvent } from '../../db/write/inbox.ts';
import { writeTicketMove } from '../../db/write/ticket-moves.ts';
import { moveOfTicketCommand } from '../../domain/ticket/moves.ts';
import { recordedTicket } from '../../domain/ticket/process.ts';
import type { TicketState } from '../../domain/ticket/state.ts';
import { inboxHandlers } from '../../worker/inbox-handlers.ts';
import { relayInbox } from '../../worker/inbox-relay.ts';
import { theTicketPolicy } from '../domain/ticket/builders.ts';
import { freshDatabase, type TestDatabase } from '../harness/database.ts';
import { type MovedClock, movedClock, withRetries } from '../harness/effects.ts';
import { sms1 } from '../harness/package-with-adapters.ts';
import { aStoredTicket } from '../harness/stored-ticket.ts';
import { bookPackage } from '../harness/vendors/bought-package.ts';
import { startFreshdesk } from '../harness/vendors/loopback-freshdesk.ts';
import { startTwilio } from '../harness/vendors/loopback-twilio.ts';
import * as own from '../harness/vendors/program-accounts.ts';
import { vendorVariables } from '../harness/vendors/vendor-system.ts';

const WEBHOOKS = 'https://care.example/v1/webhooks';
const program = 'filkhedma';
const by = { login: 'cs-1', roles: ['customer-success'] };

let database: TestDatabase;
let clock: MovedClock;
let twilio: Awaited<ReturnType<typeof startTwilio>>;
/** That of the installation, and two of the program. */
let desks: Awaited<ReturnType<typeof startFreshdesk>>[];

beforeAll(() => own.setSecrets());
beforeEach(async () => {
  database = await freshDatabase();
  clock = movedClock();
  twilio = await startTwilio(now);
  desks = [await startFreshdesk({ now }), await startFreshdesk({ now }), await startFreshdesk({ now })];
});
afterEach(async () => {
  own.filkhedmaHas();
  await Promise.all([twilio, ...desks].map((server) => server.close()));
  await database.drop();
});
afterAll(() => own.unsetSecrets());

const now = () => clock.now().toISOString();
const em = () => database.orm.em.fork();
const settings = () => ({
  ...vendorVariables,
  TWILIO_BASE_URL: twilio.url,
  FRESHDESK_BASE_URL: desks[0]?.url ?? '',
  FRESHDESK_ACCOUNTS_URL: own.FRESHDESK_ACCOUNTS_URL,
});
const adapters = () => adaptersFrom(settings(), database.orm, { callTimeoutMs: 10_000 });
const activities = () => {
  const { orm } = database;
  return effectActivities({ orm, ledger: effectLedger(orm), clock, adapters: adapters() });
};
const deskOf = (index: number) => own.ownDesk({ url: desks[index]?.url ?? '' });

async function aPackage() {
  const { id: caseId } = await bookPackage(database.orm, 'later');
  const order = (intent: string) => ({ ...sms1, intent });
  return {
    caseId,
    plan: (intent: string) =>
      em().transactional((tx) =>
        planSms(tx, adapters(), { source: packageSource, caseId }, [{ sms: [order(intent)], at: now() }]),
      ),
    send: (intent: string) =>
      activities().sendSms({ process: 'service-package', caseId, program, order: order(intent), requestId: null }),
    effect: (intent: string) =>
      row<{ id: string; status: string; delivery: string | null; account: string | null; ifUnknown: string }>(
        em(),
        sql`select id, status, delivery, details->>'account' as account, if_unknown as "ifUnknown"
          from outbound_effects where case_id = ${caseId}::uuid and intent = ${intent}`,
      ),
  };
}

/** The paths at which Twilio was told to report, without the effect. */
const callbacks = () => twilio.messages.map(({ callback }) => callback.replace(/\?effect=.+/, ''));

describe('an SMS', () => {
  test('leaves by the account of its planning, also after the program has another one or none', async () => {
    const { plan, send, effect } = await aPackage();
    await plan('default');
    own.filkhedmaHas({ texts: own.ownTexts });
    await plan('first');
    own.filkhedmaHas({ others: own.ownTexts }, { texts: own.ownTexts });
    for (const intent of ['default', 'first', 'second']) await send(intent);
    own.filkhedmaHas({}, { others: own.ownTexts }, { texts: own.ownTexts });
    await send('third');
    expect(callbacks()).toEqual([
      `${WEBHOOKS}/twilio/message-status`,
      `${WEBHOOKS}/accounts/filkhedma/texts`,
      `${WEBHOOKS}/accounts/filkhedma/others`,
      `${WEBHOOKS}/twilio/message-status`,
    ]);
    expect(await effect('first')).toMatchObject({ status: 'done', account: 'texts', ifUnknown: 'resend-once' });
    expect(await effect('third')).toMatchObject({ status: 'done', account: null });
  });

  test('whose answer was lost is asked about at the same account, and sent once', async () => {
    const { plan, send, effect } = await aPackage();
    own.filkhedmaHas({ texts: own.ownTexts });
    await plan('first');
    twilio.upcoming.push('answer-lost');
    own.filkhedmaHas({ others: { ...own.ownTexts, sandbox: true } }, { texts: own.ownTexts });
    await withRetries(clock, () => send('first'));
    expect([callbacks(), (await effect('first'))?.status]).toEqual([[`${WEBHOOKS}/accounts/filkhedma/texts`], 'done']);
  });

  test('of a sandbox leaves nothing here, although the installation has a provider', async () => {
    const { send, effect } = await aPackage();
    own.filkhedmaHas({ texts: { kind: 'sms', adapter: 'twilio', sandbox: true } });
    await send('first');
    expect([twilio.messages, (await effect('first'))?.status]).toEqual([[], 'done']);
  });

  test('waits for the secret of its account, and does not go elsewhere', async () => {
    const { plan, send, effect } = await aPackage();
    own.filkhedmaHas({ texts: own.ownTexts });
    own.unsetSecrets();
    await plan('first');
    expect(await effect('first')).toMatchObject({ status: 'planned', account: 'texts', ifUnknown: 'stay' });
    await expect(send('first')).rejects.toMatchObject({
      type: 'effect-outage',
      message: 'not now: account-not-set-up',
    });
    own.setSecrets();
    await send('first');
    expect(callbacks()).toEqual([`${WEBHOOKS}/accounts/filkhedma/texts`]);
  });
});

const mirror = ({ id, version }: TicketState) =>
  withRetries(
    clock,
    () => activities().mirrorTicket({ process: 'ticket', caseId: id, program, key: id, version }),
    100,
  );
const aTicket = () => aStoredTicket(database.orm, 'outbound-sales-request', now());

async function taken(ticket: TicketState): Promise<TicketState> {
  const move = moveOfTicketCommand(theTicketPolicy(), ticket, { kind: 'take', by }, now());
  if (move === null) throw new Error('nothing has changed');
  await em().transactional((tx) => writeTicketMove(tx, recordedTicket(theTicketPolicy(), move.state), move, null));
  return move.state;
}

const asked = () => desks.map((desk) => desk.asked.filter((line) => !line.startsWith('GET')));

describe('a ticket', () => {
  test('stays at the help desk where it is; new ones go to the new one, also with the same number', async () => {
    const atOurs = await aTicket();
    await mirror(atOurs);
    own.filkhedmaHas({ desk: deskOf(1) });
    const atFirst = await aTicket();
    await mirror(atFirst);
    own.filkhedmaHas({ other: deskOf(2) }, { desk: deskOf(1) });
    for (const ticket of [await taken(atOurs), await taken(atFirst), await aTicket()]) await mirror(ticket);
    const [create, update] = ['POST /api/v2/tickets', 'PUT /api/v2/tickets/1'];
    expect(asked()).toEqual([[create, update], [create, update], [create]]);
    const kept = sql`select helpdesk_ref as ref, helpdesk_account as account from tickets order by account nulls first`;
    expect(await rows(em(), kept)).toEqual([
      { ref: '1', account: null },
      { ref: '1', account: 'desk' },
      { ref: '1', account: 'other' },
    ]);
  });

  test('whose creation was lost is found where it was created', async () => {
    own.filkhedmaHas({ desk: deskOf(1) });
    const ticket = await aTicket();
    desks[1]?.upcoming.push('answer-lost');
    await activities()
      .mirrorTicket({ process: 'ticket', caseId: ticket.id, program, key: ticket.id, version: 1 })
      .catch(() => undefined);
    own.filkhedmaHas({ other: deskOf(2) }, { desk: deskOf(1) });
    await mirror(ticket);
    await mirror(await taken(ticket));
    expect(asked()).toEqual([[], ['POST /api/v2/tickets', 'PUT /api/v2/tickets/1'], []]);
  });
});

describe('a report', () => {
  const relay = () =>
    relayInbox({ orm: database.orm, clock, logger: pino({ level: 'silent' }) }, inboxHandlers(settings()));
  let events = 0;
  const receive = (source: string, body: object) =>
    receiveEvent(em(), { source, eventId: String((events += 1)), caseId: null, body }, now());

  test('on an SMS counts from its own account alone', async () => {
    const { send, effect, caseId } = await aPackage();
    own.filkhedmaHas({ texts: own.ownTexts, others: own.ownTexts });
    await send('first');
    const { id = '' } = (await effect('first')) ?? {};
    const sid = twilio.messages[0]?.sid;
    const body = { effectId: id, sid, status: 'delivered', delivery: 'delivered' };
    for (const source of ['twilio', 'filkhedma/others', 'cdek/texts']) await receive(source, body);
    await relay();
    expect((await effect('first'))?.delivery).toBeNull();
    await receive('filkhedma/texts', body);
    await relay();
    expect((await effect('first'))?.delivery).toBe('delivered');
    const caseFor = (reporter: Parameters<typeof caseOfEffect>[2]) => caseOfEffect(em(), id, reporter);
    expect(await caseFor({ program, account: 'texts' })).toBe(caseId);
    expect(await caseFor({ program, account: 'others' })).toBeNull();
    expect(await caseFor({ program: 'cdek', account: 'texts' })).toBeNull();
    expect(await caseFor(null)).toBeNull();
  });

  test('on a ticket is about the one of its own help desk', async () => {
    const atOurs = await aTicket();
    await mirror(atOurs);
    own.filkhedmaHas({ desk: deskOf(1) });
    const atDesk = await aTicket();
    await mirror(atDesk);
    await receive('filkhedma/desk', { ticketId: '1', status: 'Closed' });
    await receive('cdek/desk', { ticketId: '1', status: 'Closed' });
    await relay();
    const differing = sql`select case_id as id from timeline_entries where what = 'helpdesk-differs'`;
    expect(await rows(em(), differing)).toEqual([{ id: atDesk.id }]);
    await receive('freshdesk', { ticketId: '1', status: 'Closed' });
    await relay();
    expect(await rows(em(), differing)).toHaveLength(2);
    expect((await ticketAtHelpdesk(em(), '1'))?.id).toBe(atOurs.id);
    expect((await ticketAtHelpdesk(em(), '1', { program, account: 'desk' }))?.id).toBe(atDesk.id);
    expect(await ticketAtHelpdesk(em(), '1', { program: 'cdek', account: 'desk' })).toBeNull();
  });
});
