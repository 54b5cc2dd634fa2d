// FK-04: the distribution of a ticket never undoes what people did meanwhile. Real API and worker, skipped time.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { packageContract } from '../../workflows/service-package/contract.ts';
import { aBooking, Life } from '../domain/service-package/builders.ts';
import { type Answer, type Caller, type Careline, startCareline } from '../harness/careline.ts';
import { until } from '../harness/until.ts';
import { MONDAY } from '../harness/packages.ts';
import { storeLife } from '../harness/stored-life.ts';

let careline: Careline;
let care: Caller;

beforeAll(async () => {
  careline = await startCareline(MONDAY);
  care = await careline.staff('cc-2');
});
afterAll(() => careline.stop());

type Given = { id: string; ticketId: string };

/**
 * A package with an unassigned ticket, whose workflow has not started yet. The first request starts it, so the workflow
 * decides on the request while an assignee is being chosen.
 */
async function aTicketToHandOut(): Promise<Given> {
  const visits = [{ id: randomUUID(), startsAt: '2031-03-05T06:00:00.000Z' }];
  const id = await storeLife(
    careline.database.orm,
    new Life(aBooking({ visits, payment: 'later', requestId: randomUUID() }), MONDAY),
  );
  const { body } = await care.get(`/v1/service-packages/${id}`);
  return { id, ticketId: body.tickets[0] };
}

/** Cancels the package and waits for the end of its workflow, which comes after the end of the distribution. */
async function assignmentsOf({ id }: Given): Promise<[by: string, to: string][]> {
  await care.post(`/v1/service-packages/${id}/cancellation`);
  const workflow = careline.time.env.client.workflow.getHandle(packageContract.workflowId('filkhedma', id));
  await until(
    async () => (await workflow.describe()).status.name,
    (status) => status === 'COMPLETED',
  );
  const { body } = await care.get(`/v1/service-packages/${id}/timeline`);
  const given = body.past.filter(({ what }: Answer['body']) => what === 'ticket-assigned');
  return given.map(({ by, details }: Answer['body']) => [by, details.to]);
}

describe('FK-04 a ticket that is being handed out', () => {
  test('stays with the person who takes it meanwhile', async () => {
    const given = await aTicketToHandOut();
    const taken = await care.post(`/v1/tickets/${given.ticketId}/take`);
    expect([taken.status, taken.body.assignee]).toEqual([200, 'cc-2']);
    expect(await assignmentsOf(given)).toEqual([['cc-2', 'cc-2']]);
  });

  test('stays unassigned when it is closed meanwhile', async () => {
    const given = await aTicketToHandOut();
    // FK-11: the ticket of a chase cannot be closed by hand; the end of its package closes it.
    const cancelled = await care.post(`/v1/service-packages/${given.id}/cancellation`);
    expect([cancelled.status, cancelled.body.stage]).toEqual([200, 'cancelled']);
    expect(await assignmentsOf(given)).toEqual([]);
  });

  test('goes to one of the team when something else happens meanwhile', async () => {
    const given = await aTicketToHandOut();
    const asked = await care.post(`/v1/service-packages/${given.id}/payment-requests`, { method: 'fawry' });
    expect(asked.status).toBe(201);
    expect(await assignmentsOf(given)).toEqual([['careline', expect.stringMatching(/^cs-\d$/)]]);
  });

  test('goes to people who work in the team, not to those who have left it', async () => {
    const headers = { cookie: await careline.cookie('admin') };
    for (const [login, payload] of [
      ['cs-1', { active: false }],
      ['cs-2', { memberships: [{ program: 'filkhedma', role: 'finance' }] }],
    ] as const) {
      const changed = await careline.app.inject({ method: 'PATCH', url: `/v1/people/${login}`, headers, payload });
      expect([login, changed.statusCode]).toEqual([login, 200]);
    }
    for (let turn = 0; turn < 3; turn += 1) {
      const given = await aTicketToHandOut();
      await care.post(`/v1/service-packages/${given.id}/payment-requests`, { method: 'fawry' });
      expect(await assignmentsOf(given)).toEqual([['careline', 'cs-3']]);
    }
  });
});
