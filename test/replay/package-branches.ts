// Owns the branches of the package workflow, each as what people, customers and time do to one. Refuses to record.
import { randomUUID } from 'node:crypto';
import { demoAccounts } from '../../api/demo-people.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import { packageTimetable, type StepName } from '../../domain/service-package/timetable.ts';
import { aBooking, Life, thePackagePolicy } from '../domain/service-package/builders.ts';
import { beginProcess, type PackageProcess, stepsForgotten, until } from '../harness/package-process.ts';
import type { Ground } from './walk.ts';

type PackageWalk = Pick<PackageProcess, 'ask' | 'look' | 'record'> & {
  now(): Promise<Instant>;
  pays(): Promise<void>;
  calls(ticketId: string, outcome: 'answered' | 'no-answer'): Promise<void>;
  closes(ticketId: string, result: string): Promise<void>;
  /** Asks as somebody for what is not refused. */
  does(login: string, command: Parameters<PackageProcess['ask']>[1]): Promise<void>;
  /** Lets time pass until a step has been taken. */
  until(step: StepName): Promise<void>;
  /** Stands so in its record, of which Temporal knows nothing. */
  forgets(stage: string): Promise<void>;
  /** Lets time pass until so long before the first visit. */
  beforeFirstVisit(duration: string): Promise<void>;
  visits: string[];
  paymentId: string;
};

export type PackageBranch = {
  name: string;
  payment?: 'card' | 'later' | 'cash';
  walk(walk: PackageWalk): Promise<unknown>;
};

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
    async walk({ pays, does, visits }) {
      await pays();
      for (const visitId of visits) await does('ops-1', { kind: 'complete-visit', visitId });
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
    ...{ name: 'package-chased-by-nobody', payment: 'later' },
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
    async walk({ pays, until: step, calls }) {
      await pays();
      await step('expiry');
      await calls(EXPIRED, 'no-answer');
      await step('expiry-call');
      await calls(EXPIRED, 'no-answer');
      await step('deactivation');
    },
  },
  {
    name: 'package-used-up-in-the-grace',
    async walk({ pays, until: step, calls, closes, does, visits }) {
      await pays();
      await step('expiry');
      await calls(EXPIRED, 'answered');
      await closes(EXPIRED, 'scheduled');
      for (const visitId of visits) await does('ops-1', { kind: 'complete-visit', visitId });
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
    // Cash goes back by hand: what became of it is said by a person.
    ...{ name: 'package-refund-settled-by-hand', payment: 'cash' },
    async walk(walk) {
      const [refundId, { state }] = [randomUUID(), await walk.record()];
      await walk.does('cc-1', { kind: 'collect-cash', requestId: state.paymentRequests[0]?.id ?? '' });
      await walk.does('cc-1', { kind: 'cancel', refundId });
      await refunded(walk, refundId);
      await until(walk.look, ({ nextAction }) => nextAction?.what === 'settle-refund');
      await walk.does('finance-2', { kind: 'settle-refund', refundId, status: 'paid' });
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

/** Books a package, takes it through a branch and returns its workflow, ended or waiting. */
export async function walkPackage(ground: Ground, branch: PackageBranch): Promise<{ workflowId: string }> {
  await loadDemoPeople(ground.orm.em.fork(), demoAccounts(), 'no password is asked for', '2026-01-01T00:00:00.000Z');
  const at = nextMorning(await ground.now());
  await ground.advanceTo(at);
  const hours = branch.payment === 'later' ? 46 : 10 * 24;
  const visits = [hours, hours + 48].map((ahead) => ({ id: randomUUID(), startsAt: later(at, `PT${ahead}H`) }));
  const { payment = 'card' } = branch;
  const life = new Life(aBooking({ visits, requestId: randomUUID(), payment, hasCollection: true }), at);
  const process = await beginProcess(ground, life);
  await process.look();
  await branch.walk(walkOf(ground, process, life));
  // A test server never skips time again once a workflow was terminated in the middle of its work.
  const handle = ground.client.workflow.getHandle(process.workflowId);
  await until(
    () => handle.describe(),
    ({ raw }) => (raw.pendingActivities ?? []).length === 0,
  );
  const { nextAction } = await process.look();
  if (nextAction === null) await handle.result();
  return process;
}

/** Ten in the morning in Cairo, in winter. */
function nextMorning(now: Instant): Instant {
  const today = `${now.slice(0, 10)}T08:00:00.000Z`;
  return today > now ? today : later(today, 'PT24H');
}

function walkOf(ground: Ground, process: PackageProcess, life: Life): PackageWalk {
  const { ask, look, record } = process;
  const paymentId = `paymob/${life.state.paymentRequests[0]?.id}`;
  const settled = async () => void (await look());
  const done = async (asked: Promise<string>) => {
    const outcome = await asked;
    if (outcome !== 'done') throw new Error(`refused: ${outcome}`);
  };
  return {
    ...{ ask, look, record, now: ground.now, paymentId, visits: life.state.visits.map(({ id }) => id) },
    async pays() {
      await process.receives({ id: paymentId }, await ground.now());
      await until(record, ({ state }) => state.payment !== null || state.heldPayments.length > 0);
    },
    calls: async (ticketId, outcome) => done(process.call('cs-1', { ticketId, outcome }, await ground.now())),
    closes: async (ticketId, result) => done(process.close('cs-1', ticketId, result, await ground.now())),
    does: async (login, command) => done(ask(login, command, await ground.now())),
    async until(what) {
      const stepOf = async () =>
        packageTimetable(thePackagePolicy(), (await record()).state).find((one) => one.what === what);
      const step = await stepOf();
      if (step === undefined) throw new Error(`${what} is not ahead`);
      await ground.advanceTo(later(step.at, 'PT1S'));
      await until(stepOf, (ahead) => ahead?.at !== step.at);
      await settled();
    },
    forgets: async (stage) => stepsForgotten(ground.orm, process, stage, later(await ground.now(), 'PT1S')),
    async beforeFirstVisit(duration) {
      await ground.advanceTo(later(life.state.firstVisitAt, `-${duration}`));
      await settled();
    },
  };
}
