import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rows, sql } from '../../db/sql.ts';
import { START, startApi, type TestApi } from '../harness/api.ts';
import { putCase } from '../harness/case-facts.ts';
import { bearer, type Facts, storeConversation } from '../harness/stored-conversation.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
const em = () => api.database.orm.em.fork();

describe('effects', () => {
  async function effectOf(
    caseId: string,
    more: { process?: string; program?: string; channel?: string; at?: string } = {},
  ) {
    const { process = 'conversation', program = 'cdek', channel = 'sms', at = START } = more;
    const id = randomUUID();
    await putCase(em(), { caseId, process, program });
    await rows(
      em(),
      sql`insert into outbound_effects (id, key, process, program, case_id, intent, kind, channel, recipient, text, status, planned_at)
        values (${id}::uuid, ${id}, ${process}, ${program}, ${caseId}::uuid, 'SMS3/day-1', ${channel}, ${channel}, '+201000000000', 'текст',
          'planned', ${at}::timestamptz)`,
    );
    return id;
  }
  const seen = async (login: string, query: string) =>
    (await (await api.as(login))({ url: `/v1/effects?${query}` })).json<{
      items: { id: string }[];
      nextCursor: string | null;
    }>();

  test.each<[string, Partial<Facts>, string[]]>([
    ['waits in the queue of the KLO', {}, ['klo-senior', 'director']],
    ['waits for the director', { queue: 'settlements', addressedRoles: ['director'] }, ['director']],
    ['is worked on', { stage: 'assigned', assignee: 'klo-1' }, ['klo-1', 'klo-senior', 'director']],
    ['has been worked on', { stage: 'closed', assignee: 'klo-1' }, ['klo-1', 'klo-senior', 'director']],
    ['is not a request yet', { stage: 'intake' }, []],
  ])('of a conversation that %s are for those who read its messages', async (_, facts, readers) => {
    const { id } = await storeConversation(api.database.orm, facts);
    const effect = await effectOf(id);
    for (const login of ['klo-1', 'klo-2', 'klo-senior', 'support-1', 'director', 'admin']) {
      const found = (await seen(login, `caseId=${id}`)).items.map((item) => item.id);
      expect([login, found]).toEqual([login, readers.includes(login) ? [effect] : []]);
      const messages = await (await api.as(login))({ url: `/v1/conversations/${id}/messages` });
      expect([login, messages.statusCode === 200]).toEqual([login, readers.includes(login)]);
    }
  });

  test('of other processes are for all of the program and only for them', async () => {
    const [ours, theirs] = [randomUUID(), randomUUID()];
    const effect = await effectOf(ours, { process: 'ticket', program: 'filkhedma' });
    // The program has no tickets.
    await effectOf(theirs, { process: 'ticket' });
    expect((await seen('cs-1', `caseId=${ours}`)).items).toEqual([
      {
        id: effect,
        process: 'ticket',
        caseId: ours,
        program: 'filkhedma',
        channel: 'sms',
        intent: 'SMS3/day-1',
        to: '+201000000000',
        cc: [],
        subject: null,
        text: 'текст',
        attachments: [],
        status: 'planned',
        delivery: null,
        reason: null,
        attempts: 0,
        account: null,
        at: START,
      },
    ]);
    expect((await seen('director', `caseId=${ours}`)).items).toEqual([]);
    expect((await seen('director', `caseId=${theirs}`)).items).toEqual([]);
  });

  test('are found by channel, in the order in which they were planned, in pages', async () => {
    const caseId = randomUUID();
    const planned: string[] = [];
    for (const hour of [13, 12, 11, 10, 9]) {
      const at = `2031-03-03T${`${hour}`.padStart(2, '0')}:00:00.000Z`;
      planned.unshift(await effectOf(caseId, { process: 'ticket', program: 'filkhedma', channel: 'mail', at }));
    }
    await effectOf(caseId, { process: 'ticket', program: 'filkhedma' });
    const page = await seen('cs-1', `caseId=${caseId}&channel=mail&limit=3`);
    const rest = await seen('cs-1', `caseId=${caseId}&channel=mail&limit=3&cursor=${page.nextCursor}`);
    expect([...page.items, ...rest.items].map(({ id }) => id)).toEqual(planned);
    expect([page.items.length, rest.nextCursor]).toEqual([3, null]);
  });

  test('are not for customers and strangers', async () => {
    const customer = await storeConversation(api.database.orm);
    expect((await api.call({ url: '/v1/effects', headers: bearer(customer) })).statusCode).toBe(403);
    expect((await api.call({ url: '/v1/effects' })).statusCode).toBe(401);
  });
});
