// Packages with their workflows under skipped time, without an API.
import { randomUUID } from 'node:crypto';
import { type Client, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { outlookQuery, type Outlook, UNREAD } from '../../workflows/contract.ts';
import { packageContract } from '../../workflows/service-package/contract.ts';
import { keptCases } from './kept-cases.ts';
import type { Orm } from '../../db/orm.ts';
import { readServicePackage, type ServicePackageRecord } from '../../db/read/service-packages.ts';
import { readTimeline } from '../../db/read/timeline.ts';
import { rows, sql } from '../../db/sql.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import type { PackageCommand } from '../../domain/service-package/commands.ts';
import type { Move } from '../../domain/service-package/state.ts';
import { takeStep } from '../../domain/service-package/steps.ts';
import type { Receipt } from '../../domain/service-package/payments.ts';
import type { TicketCommand } from '../../domain/ticket/commands.ts';
import { type Life, person, thePackagePolicy, type WithoutBy } from '../domain/service-package/builders.ts';
import { storeLife } from './stored-life.ts';
import { until } from './until.ts';

const program = 'filkhedma';

type Sent = { channel: string; intent: string; status: string; attempts: number; text: string };
type Call = { ticketId: string; outcome: 'answered' | 'no-answer' };

export type PackageProcess = {
  id: string;
  workflowId: string;
  /** Sends a demo person's command at an instant. @returns `done`, or the code of the refusal */
  ask(login: string, command: WithoutBy<PackageCommand>, at: Instant, updateId?: string): Promise<string>;
  call(login: string, call: Call, at: Instant): Promise<string>;
  close(login: string, ticketId: string, result: string, at: Instant): Promise<string>;
  /** A notice of money, which restarts the workflow if it has ended. */
  receives(receipt: Partial<Receipt> & { id: string }, at: Instant): Promise<void>;
  record(): Promise<ServicePackageRecord>;
  past(): Promise<string[]>;
  effects(): Promise<Sent[]>;
  look(): Promise<Outlook>;
  runId(): Promise<string>;
};

/** Stores a life and starts the workflow that continues it. */
export async function beginProcess(
  { orm, client, taskQueue }: { orm: Orm; client: Client; taskQueue: string },
  life: Life,
): Promise<PackageProcess> {
  const id = await storeLife(orm, life);
  const workflowId = packageContract.workflowId(program, id);
  const start = {
    taskQueue,
    workflowId,
    args: [{ caseId: id, program }] as [{ caseId: string; program: string }],
  };
  await client.workflow.start('service-package', start);
  // Always the latest run.
  const handle = () => client.workflow.getHandle(workflowId);
  const ask: PackageProcess['ask'] = async (login, command, askedAt, updateId = randomUUID()) => {
    const asked = { command: { ...command, by: person(login) } as PackageCommand, askedAt };
    return outcomeOf(handle().executeUpdate(packageContract.update(command.kind), { args: [asked], updateId }));
  };
  const work = (login: string, ticketId: string, command: TicketCommand, at: Instant) =>
    ask(login, { kind: 'ticket', ticketId, command }, at);
  const record = async () => {
    const found = await readServicePackage(orm.em.fork(), id);
    if (found === null) throw new Error('no record');
    return found;
  };
  return {
    ...{ id, workflowId, ask, record },
    call: (login, { ticketId, outcome }, at) =>
      work(login, ticketId, { kind: 'record-call', by: person(login), outcome, noteId: null }, at),
    close: (login, ticketId, result, at) =>
      work(login, ticketId, { kind: 'close', by: person(login), result, noteId: null }, at),
    async receives(receipt, at) {
      const { state } = await record();
      const [request] = state.paymentRequests;
      const whole = {
        requestId: request?.id ?? null,
        method: 'card',
        amount: state.price,
        by: 'paymob',
        ...receipt,
      } as const;
      const signalArgs = [{ receipt: whole, at }] as [{ receipt: Receipt; at: Instant }];
      await client.workflow.signalWithStart('service-package', {
        ...start,
        signal: 'paymentReceived',
        signalArgs,
      });
    },
    past: async () => (await readTimeline(orm.em.fork(), id)).map(({ what }) => what),
    effects: () =>
      rows<Sent>(
        orm.em.fork(),
        sql`select channel, intent, status, attempts, text from outbound_effects where case_id = ${id}::uuid order by planned_at, id`,
      ),
    look: () =>
      until(
        () => handle().query(outlookQuery),
        ({ stage }) => stage !== UNREAD,
      ),
    runId: async () => (await handle().describe()).runId,
  };
}

async function outcomeOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
    return 'done';
  } catch (error) {
    const cause = error instanceof WorkflowUpdateFailedError ? error.cause : error;
    if (cause instanceof ApplicationFailure) return cause.type ?? 'unknown';
    throw error;
  }
}

/**
 * Takes a package's steps in its record alone until it has this stage: written as the workflow's activity does, by a
 * Temporal that then forgets all of it.
 */
export async function stepsForgotten(
  orm: Orm,
  { id: packageId, record }: Pick<PackageProcess, 'id' | 'record'>,
  stage: string,
  at: Instant,
): Promise<void> {
  const moves: Move[] = [];
  let { state } = await record();
  while (state.stage !== stage) {
    const taken = takeStep(thePackagePolicy(), state, at);
    if (taken.length === 0) throw new Error(`no step leads from ${state.stage} to ${stage}`);
    moves.push(...taken);
    state = taken.at(-1)?.state ?? state;
  }
  await movesForgotten(orm, packageId, moves);
}

/** Writes moves to the record alone. */
export async function movesForgotten(
  orm: Orm,
  packageId: string,
  moves: readonly Move[],
  updateId: string | null = null,
): Promise<void> {
  const { recordMoves } = keptCases(orm);
  const otherwise = await recordMoves({ process: 'service-package', caseId: packageId, program, moves, updateId });
  if (otherwise !== undefined) throw new Error('the record has gone another way');
}
