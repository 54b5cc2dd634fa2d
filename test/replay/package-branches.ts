// Branches of the package workflow: what people, customers and time do.
import { randomUUID } from 'node:crypto';
import { later } from '../../domain/calendar/instant.ts';
import { until } from '../harness/until.ts';
import type { PackageBranch, PackageWalk } from './package-walk.ts';

const CHASE = 'not-paid';
const EXPIRED = 'package-expired';

async function refunded({ does, record }: PackageWalk, refundId: string): Promise<void> {
  await does('finance-1', { kind: 'approve-refund', refundId });
  await until(record, ({ state: { refunds } }) => refunds.every(({ status }) => status !== 'approved'));
}

export const packageBranches: readonly PackageBranch[] = [
  { name: 'package-stays-open', walk: ({ until: step }) => step('not-paid-ticket') },
  {
    name: 'package-paid-and-used-up',
    async walk({ pays, holds, visits }) {
      await pays();
      for (const visitId of visits) await holds(visitId);
    },
  },
  {
    name: 'package-visits-recorded-late-and-corrected',
    async walk({ pays, until: step, does, visits }) {
      const [first = '', second = ''] = visits;
      await pays();
      await step('visit-record');
      await step('ticket-overdue');
      await does('ops-1', { kind: 'record-visit', visitId: first, outcome: 'counted', noteId: null });
      await step('visit-record');
      await does('cs-lead', { kind: 'record-visit', visitId: second, outcome: 'not-held', noteId: null });
      await does('cs-lead', { kind: 'correct-visit', visitId: second, status: 'completed', noteId: null });
    },
  },
  {
    // The centre did not come and the package is over: a full refund.
    name: 'package-visit-not-held-and-over',
    async walk(walk) {
      const { pays, holds, until: step, does, visits } = walk;
      const [first = '', second = ''] = visits;
      const refundId = randomUUID();
      await pays();
      await holds(second);
      await step('deactivation');
      await does('cs-lead', { kind: 'record-visit', visitId: first, outcome: 'not-held', noteId: null });
      await does('cs-lead', { kind: 'correct-visit', visitId: first, status: 'completed', noteId: null });
      await does('cs-lead', { kind: 'correct-visit', visitId: first, status: 'cancelled', noteId: null });
      await step('ticket-overdue');
      await does('cs-lead', { kind: 'cancel', refundId });
      await refunded(walk, refundId);
    },
  },
  {
    // On its day a visit's record is announced, which its own timer shows. A move comes before the second one.
    name: 'package-announces-the-records-of-its-visits',
    async walk({ pays, until: step, holds, does, visits }) {
      const [first = '', second = ''] = visits;
      await pays();
      await holds(first);
      await does('cc-1', { kind: 'cancel-visit', visitId: second });
      await step('expiry');
    },
  },
  {
    name: 'package-expired-with-everything-scheduled',
    async walk({ pays, until: step, does, record, visits }) {
      const [first = '', second = ''] = visits;
      await pays();
      await step('visit-record');
      await does('ops-1', { kind: 'complete-visit', visitId: first });
      await does('cc-1', { kind: 'cancel-visit', visitId: second });
      const startsAt = later((await record()).state.firstVisitAt, `PT${36 * 24}H`);
      await does('cc-1', { kind: 'add-visit', visitId: randomUUID(), startsAt });
      await step('expiry');
      await step('visit-record');
      await step('deactivation');
    },
  },
  {
    name: 'package-chased-and-paid-the-day-before',
    async walk({ until: step, calls, beforeFirstVisit, does, pays }) {
      await step('not-paid-ticket');
      await calls(CHASE, 'no-answer');
      await beforeFirstVisit('PT26H');
      await calls(CHASE, 'answered');
      await does('cs-1', { kind: 'request-payment', requestId: randomUUID(), method: 'fawry' });
      await pays();
    },
  },
  {
    name: 'package-not-reached-twice',
    async walk({ until: step, calls, beforeFirstVisit }) {
      await step('not-paid-ticket');
      await calls(CHASE, 'no-answer');
      await beforeFirstVisit('PT26H');
      await calls(CHASE, 'no-answer');
      await beforeFirstVisit('PT0S');
      await calls(CHASE, 'no-answer');
    },
  },
  {
    ...{ name: 'package-cancelled-without-a-call', payment: 'later' },
    async walk({ until: step, calls, closes, beforeFirstVisit }) {
      await step('ticket-overdue');
      await step('cancel-unpaid');
      await beforeFirstVisit('PT0S');
      await calls(CHASE, 'answered');
      await closes(CHASE, 'not-interested');
    },
  },
  {
    name: 'package-paid-after-the-cancellation-and-revived',
    async walk({ until: step, pays, does, paymentId }) {
      await step('cancel-unpaid');
      await pays();
      await does('cc-1', { kind: 'decide-payment', paymentId, decision: 'revive', refundId: randomUUID() });
    },
  },
  {
    name: 'package-paid-after-the-cancellation-and-refunded',
    async walk(walk) {
      const refundId = randomUUID();
      await walk.until('cancel-unpaid');
      await walk.pays();
      await walk.does('cc-1', { kind: 'decide-payment', paymentId: walk.paymentId, decision: 'refund', refundId });
      await refunded(walk, refundId);
      await walk.closes(CHASE, 'cancelled');
    },
  },
  {
    name: 'package-expires-unreachable',
    async walk({ pays, does, visits, until: step, calls }) {
      await pays();
      for (const visitId of visits) await does('cc-1', { kind: 'cancel-visit', visitId });
      await step('expiry');
      await calls(EXPIRED, 'no-answer');
      await step('expiry-call');
      await calls(EXPIRED, 'no-answer');
      await step('deactivation');
    },
  },
  {
    name: 'package-used-up-in-the-grace',
    async walk({ pays, until: step, calls, closes, does, holds, visits, now }) {
      const [first = '', second = ''] = visits;
      const added = randomUUID();
      await pays();
      await does('cc-1', { kind: 'cancel-visit', visitId: second });
      await holds(first);
      await step('expiry');
      await calls(EXPIRED, 'answered');
      await does('cs-1', { kind: 'add-visit', visitId: added, startsAt: later(await now(), 'PT48H') });
      await closes(EXPIRED, 'scheduled');
      await holds(added);
    },
  },
  {
    name: 'package-visits-moved-given-back-and-lost',
    async walk({ pays, does, visits, beforeFirstVisit, until: step, record }) {
      const [first = '', second = ''] = visits;
      await pays();
      const startsAt = later((await record()).state.firstVisitAt, 'PT1H');
      await does('cc-1', { kind: 'reschedule-visit', visitId: first, startsAt });
      await does('cc-1', { kind: 'cancel-visit', visitId: second });
      await does('cc-1', { kind: 'add-visit', visitId: randomUUID(), startsAt: later(startsAt, 'PT240H') });
      await beforeFirstVisit('PT1H');
      await does('cs-1', { kind: 'cancel-visit', visitId: first });
      await step('same-day-text');
    },
  },
  {
    name: 'package-cancelled-and-refunded',
    async walk(walk) {
      const refundId = randomUUID();
      await walk.pays();
      await walk.does('cc-1', { kind: 'cancel', refundId });
      await refunded(walk, refundId);
    },
  },
  {
    // Cash is refunded by hand: finance records that the customer has it.
    ...{ name: 'package-refund-handed-out', payment: 'cash' },
    async walk(walk) {
      const [refundId, { state }] = [randomUUID(), await walk.record()];
      await walk.does('cc-1', { kind: 'collect-cash', requestId: state.paymentRequests[0]?.id ?? '' });
      await walk.does('cc-1', { kind: 'cancel', refundId });
      await refunded(walk, refundId);
      await until(walk.look, ({ todo }) => todo[0]?.what === 'hand-out');
      await walk.does('finance-2', { kind: 'hand-out-refund', refundId, noteId: null });
    },
  },
  {
    name: 'package-goes-on-from-its-record',
    async walk({ forgets, beforeFirstVisit, look }) {
      await forgets('cancelled');
      await beforeFirstVisit('PT1H');
      await until(look, ({ stage }) => stage === 'cancelled');
    },
  },
  {
    name: 'package-refused-updates',
    async walk({ ask, now, pays, visits }) {
      const refused = async (login: string, command: Parameters<typeof ask>[1]) => ask(login, command, await now());
      const codes = [await refused('ops-1', { kind: 'cancel', refundId: randomUUID() })];
      codes.push(await refused('ops-1', { kind: 'complete-visit', visitId: visits[0] ?? '' }));
      await pays();
      codes.push(await refused('cc-1', { kind: 'request-payment', requestId: randomUUID(), method: 'card' }));
      codes.push(await refused('cc-1', { kind: 'approve-refund', refundId: randomUUID() }));
      if (codes.join() !== 'not-allowed,not-paid,already-paid,unknown-subject')
        throw new Error(`refused: ${codes.join()}`);
    },
  },
];
