// A role that a program's rules do not let read a case finds it nowhere: not by its id, in no list, among no effects, in no stream.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { liveLineFor } from '../../api/live/live-view.ts';
import type { StaffActor } from '../../domain/access/actor.ts';
import { effectLedger } from '../../db/write/effect-ledger.ts';
import type { LiveEventRecord } from '../../db/read/live-events.ts';
import { startApi, START, type TestApi } from '../harness/api.ts';
import { ledgerRows } from '../harness/ledger-rows.ts';
import { aLifeToStore, storeLife } from '../harness/stored-life.ts';
import { programNamed } from '../../programs/index.ts';

let access: { read: readonly string[] };
let everybody: readonly string[];

let api: TestApi;
let id: string;

beforeAll(async () => {
  api = await startApi();
  // The API's own copy: it works by what is published.
  access = programNamed('filkhedma').servicePackage?.access as typeof access;
  everybody = access.read;
  id = await storeLife(api.database.orm, aLifeToStore().life);
  await ledgerRows(() => effectLedger(api.database.orm)).planned({ caseId: id });
});
afterEach(() => void (access.read = everybody));
afterAll(() => api.close());

async function seenBy(login: string, role: string) {
  const ask = await api.as(login);
  const get = async (url: string) => ask({ url });
  const items = async (url: string) => (await get(url)).json<{ items: unknown[] }>().items.length;
  const memberships = [{ program: 'filkhedma', role }];
  const actor = { kind: 'staff', login, admin: false, memberships } as unknown as StaffActor;
  const event = {
    kind: 'service-package',
    program: 'filkhedma',
    caseId: id,
    scopes: ['program'],
  } as unknown as LiveEventRecord;
  return {
    single: (await get(`/v1/service-packages/${id}`)).statusCode,
    timeline: (await get(`/v1/service-packages/${id}/timeline`)).statusCode,
    list: await items('/v1/service-packages'),
    effects: await items(`/v1/effects?caseId=${id}`),
    live: liveLineFor(actor, event, () => START) !== null,
  };
}

test('who may read a package sees it everywhere, who may not sees it nowhere', async () => {
  const all = { single: 200, timeline: 200, list: 1, effects: 1, live: true };
  expect(await seenBy('ops-1', 'operations')).toEqual(all);
  access.read = everybody.filter((role) => role !== 'operations');
  expect(await seenBy('ops-1', 'operations')).toEqual({ single: 404, timeline: 404, list: 0, effects: 0, live: false });
  expect(await seenBy('cc-1', 'customer-care')).toEqual(all);
});

test.each(['report', 'constructor', '__proto__'])(
  'an event of an unknown process, %s, is for no one and ends no stream',
  (kind) => {
    const memberships = [{ program: 'filkhedma', role: 'customer-care' }];
    const actor = { kind: 'staff', login: 'cc-1', admin: false, memberships } as unknown as StaffActor;
    const event = { kind, program: 'filkhedma', caseId: id, scopes: ['program'] } as unknown as LiveEventRecord;
    expect(liveLineFor(actor, event, () => START)).toBeNull();
  },
);

test.each(['conversation', 'message', 'ticket'])(
  'an event of an unknown program, %s, is for no one and ends no stream',
  (kind) => {
    const actor = { kind: 'staff', login: 'cc-1', admin: false, memberships: [] } as unknown as StaffActor;
    const facts = { scopes: ['program'], assignee: null };
    const about = {
      program: 'vet-of-tomorrow',
      caseId: id,
      scopes: ['program'],
      conversation: {},
      message: {},
    };
    expect(liveLineFor(actor, { kind, ...about, facts } as unknown as LiveEventRecord, () => START)).toBeNull();
  },
);
