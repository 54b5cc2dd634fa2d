import { randomUUID } from 'node:crypto';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import { packageTimetable, type StepName } from '../../domain/service-package/timetable.ts';
import { aBooking, Life, thePackagePolicy } from '../domain/service-package/builders.ts';
import { beginProcess, type PackageProcess, stepsForgotten } from '../harness/package-process.ts';
import { until } from '../harness/until.ts';
import type { Ground } from './walk.ts';

export type PackageWalk = Pick<PackageProcess, 'ask' | 'look' | 'record'> & {
  now(): Promise<Instant>;
  pays(): Promise<void>;
  calls(ticketId: string, outcome: 'answered' | 'no-answer'): Promise<void>;
  closes(ticketId: string, result: string): Promise<void>;
  /** Gives a person's command that must not be refused. */
  does(login: string, command: Parameters<PackageProcess['ask']>[1]): Promise<void>;
  /** Lets time pass until a step has been taken. */
  until(step: StepName): Promise<void>;
  /** Brings its record to this stage, unknown to Temporal. */
  forgets(stage: string): Promise<void>;
  /** Lets time pass until this long before the first visit. */
  beforeFirstVisit(duration: string): Promise<void>;
  /** Lets time pass until a visit has begun, and marks it as held. */
  holds(visitId: string): Promise<void>;
  visits: string[];
  paymentId: string;
};

export type PackageBranch = {
  name: string;
  payment?: 'card' | 'later' | 'cash';
  walk(walk: PackageWalk): Promise<unknown>;
};

/** Books a package, takes it through a branch and returns its workflow, which has ended or waits. */
export async function walkPackage(ground: Ground, branch: PackageBranch): Promise<{ workflowId: string }> {
  await loadDemoPeople(ground.orm.em.fork(), demoAccounts(), 'no password is asked for', '2026-01-01T00:00:00.000Z');
  const at = nextMorning(await ground.now());
  await ground.advanceTo(at);
  const hours = branch.payment === 'later' ? 46 : 10 * 24;
  const visits = [hours, hours + 48].map((ahead) => ({ id: randomUUID(), startsAt: later(at, `PT${ahead}H`) }));
  const { payment = 'card' } = branch;
  const life = new Life(aBooking({ visits, requestId: randomUUID(), payment, collectAt: later(at, 'PT8H') }), at);
  const process = await beginProcess(ground, life);
  await process.look();
  await branch.walk(walkOf(ground, process, life));
  // A test server never skips time again after a workflow was terminated in the middle of its work.
  const handle = ground.client.workflow.getHandle(process.workflowId);
  await until(
    () => handle.describe(),
    ({ raw }) => (raw.pendingActivities ?? []).length === 0,
  );
  const { nextAction, todo } = await process.look();
  if (nextAction === null && todo.length === 0) await handle.result();
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
    async holds(visitId) {
      const visit = (await record()).state.visits.find(({ id }) => id === visitId);
      if (visit === undefined) throw new Error('there is no such visit');
      await ground.advanceTo(visit.startsAt);
      await done(ask('ops-1', { kind: 'complete-visit', visitId }, await ground.now()));
    },
    forgets: async (stage) => stepsForgotten(ground.orm, process, stage, later(await ground.now(), 'PT1S')),
    async beforeFirstVisit(duration) {
      await ground.advanceTo(later(life.state.firstVisitAt, `-${duration}`));
      await settled();
    },
  };
}
