// Branches of the ticket workflow: people's commands and the waits between them.
import { type WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { outlookQuery } from '../../workflows/contract.ts';
import { ticketContract } from '../../workflows/ticket/contract.ts';
import { demoAccounts } from '../../api/people/demo-people.ts';
import { readTicket } from '../../db/read/tickets.ts';
import { loadDemoPeople } from '../../db/write/people.ts';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import type { TicketCommand } from '../../domain/ticket/commands.ts';
import { until } from '../harness/until.ts';
import { aStoredTicket } from '../harness/stored-ticket.ts';
import type { Ground } from './walk.ts';

type TicketWalk = {
  ask(command: TicketCommand): Promise<void>;
  /** The code of the refusal. */
  refused(command: TicketCommand): Promise<string>;
  /** Lets time pass until this long after its opening. */
  until(sinceOpening: string): Promise<void>;
  /** From now on there are people to assign a ticket to. */
  teamArrives(): Promise<void>;
  /** Waits until the ticket is assigned. */
  given(): Promise<void>;
  openedAt: Instant;
};

export type TicketBranch = { name: string; walk(walk: TicketWalk): Promise<unknown> };

const by = { login: 'cs-1', roles: ['customer-success'] };
const lead = { login: 'cs-lead', roles: ['customer-success-lead'] };
const stranger = { login: 'ops-1', roles: ['operations'] };
const call = (outcome: 'answered' | 'no-answer') => ({ kind: 'record-call', by, outcome, noteId: null }) as const;
const leaves = ({ login }: { login: string }) =>
  ({ kind: 'give-back', by: { login, roles: [] }, because: 'left', how: 'deactivated' }) as const;
// The result names a booking, which the caller has already checked.
const BOOKING = '11111111-2222-4333-8444-555555555555';
const close = (result: string | null) => ({ kind: 'close', by, result, noteId: null }) as const;

export const ticketBranches: readonly TicketBranch[] = [
  {
    name: 'ticket-answered-then-closed',
    async walk({ ask }) {
      await ask({ kind: 'take', by });
      await ask(call('answered'));
      await ask({ ...close('booked'), caseId: BOOKING });
    },
  },
  {
    name: 'ticket-overdue-then-closed-by-the-lead',
    async walk({ ask, until }) {
      await until('PT49H');
      await ask({ ...close('other'), by: lead });
    },
  },
  {
    name: 'ticket-waits-and-turns-overdue-again',
    async walk({ ask, until, openedAt }) {
      await until('PT49H');
      await ask({ kind: 'wait', by, until: later(openedAt, 'PT60H') });
      await until('PT61H');
      await ask(call('no-answer'));
      await ask(close('no-answer'));
    },
  },
  {
    name: 'ticket-given-on-and-refused',
    async walk({ ask, refused }) {
      const codes = [await refused({ kind: 'take', by: stranger })];
      await ask({ kind: 'assign', by: lead, to: by });
      await ask({ kind: 'assign', by: lead, to: by });
      codes.push(await refused({ kind: 'assign', by: lead, to: stranger }), await refused(close(null)));
      if (codes.join() !== 'not-allowed,person-unknown,result-required')
        throw new Error(`refused with ${codes.join()}`);
      await ask(close('other'));
    },
  },
  {
    name: 'ticket-given-back-and-handed-out',
    async walk({ ask, refused, teamArrives, given }) {
      await ask({ kind: 'take', by });
      await ask(leaves(by));
      if ((await refused(leaves(by))) !== 'not-assignee') throw new Error('it was given back twice');
      await ask({ kind: 'take', by });
      await teamArrives();
      await ask(leaves(by));
      await given();
      await ask(close('other'));
    },
  },
  { name: 'ticket-stays-open', walk: ({ until }) => until('PT1H') },
];

/** Opens a ticket, takes it through a branch and returns its workflow, which has ended or waits. */
export async function walkTicket(ground: Ground, branch: TicketBranch): Promise<WorkflowHandle> {
  const openedAt = await ground.now();
  const { id } = await aStoredTicket(ground.orm, 'outbound-sales-request', openedAt);
  const handle = await ground.client.workflow.start('ticket', {
    taskQueue: ground.taskQueue,
    workflowId: ticketContract.workflowId('filkhedma', id),
    args: [{ caseId: id, program: 'filkhedma' }],
  });
  const ask = async (command: TicketCommand) => {
    const asked = { command, askedAt: await ground.now() };
    await handle.executeUpdate(ticketContract.update(command.kind), { args: [asked] });
  };
  await handle.query(outlookQuery);
  await branch.walk({
    ask,
    openedAt,
    teamArrives: () => loadDemoPeople(ground.orm.em.fork(), demoAccounts(), 'no hash', openedAt),
    async given() {
      await until(
        async () => (await readTicket(ground.orm.em.fork(), id))?.state.assignee ?? null,
        (assignee) => assignee !== null,
      );
    },
    refused: (command) => ask(command).then(() => 'nothing', codeOf),
    until: async (sinceOpening) => {
      await ground.advanceTo(later(openedAt, sinceOpening));
      await handle.query(outlookQuery);
    },
  });
  const { status } = await ended(handle);
  if (status !== 'closed' && branch.name !== 'ticket-stays-open') throw new Error(`${branch.name} ends ${status}`);
  return handle;
}

async function ended(handle: WorkflowHandle): Promise<{ status: string }> {
  const { stage: status } = await handle.query(outlookQuery);
  if (status === 'closed') await handle.result();
  return { status };
}

function codeOf(error: unknown): string {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : undefined;
  return cause instanceof ApplicationFailure ? String(cause.type) : String(error);
}
