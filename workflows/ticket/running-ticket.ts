// Owns a ticket while its workflow runs: its state, its moves in order, what the help desk has to hear. Refuses to know
// rules: it asks them.
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { countedInstant } from '../../domain/calendar/counted-instant.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { refusalOfTicketCommand } from '../../domain/ticket/commands.ts';
import { unassigned } from '../../domain/ticket/distribution.ts';
import { GIVEN_BACK, moveOfTicketCommand } from '../../domain/ticket/moves.ts';
import { type TicketPolicy, ticketType } from '../../domain/ticket/policy.ts';
import type { TicketMove, TicketState } from '../../domain/ticket/state.ts';
import { ticketNext, ticketTimetable, ticketTodo, turnOverdue } from '../../domain/ticket/timetable.ts';
import { announced, type PlannedStep } from '../../domain/timetable.ts';
import { MoveWriter } from '../shared/move-writer.ts';
import { ownDatabaseActivities } from '../shared/own-database.ts';
import { refuseUpdate } from '../shared/refused-update.ts';
import { workflowNow } from '../shared/workflow-time.ts';
import type { AskedTicketCommand, TicketInput, TicketRecordActivities } from './contract.ts';
import { ticketDetails } from './details.ts';
import { Mirror } from './mirror.ts';
import { isFoundDifferently, ticketAttributes } from './search-attributes.ts';

const records = ownDatabaseActivities<TicketRecordActivities>();

// Who hands tickets out is Careline itself.
const careline = { login: 'careline', roles: [] };

export class RunningTicket {
  private handingOut = 0;
  private readonly which: TicketInput;
  private readonly policy: TicketPolicy;
  private readonly mirror: Mirror;
  private readonly moves: MoveWriter<TicketState, TicketMove>;

  private constructor(which: TicketInput, policy: TicketPolicy, ticket: TicketState) {
    this.which = which;
    this.policy = policy;
    this.mirror = new Mirror({ caseId: which.ticketId, program: which.program });
    this.moves = new MoveWriter(ticket, {
      stateAfter: (move: TicketMove) => move.ticket,
      record: async (move, updateId) => {
        const otherwise = await records.recordTicketMove({ ...which, move, updateId });
        // Nothing leaves the house before what it follows from is written.
        const written = otherwise?.state ?? move.ticket;
        this.tellHelpdesk(written);
        if (otherwise !== undefined || isGivenBack(move)) this.handOut(written);
        return otherwise;
      },
      onState(before, after) {
        if (isFoundDifferently(before, after)) upsertSearchAttributes(ticketAttributes(after));
        setCurrentDetails(ticketDetails(policy, after, workflowNow()));
      },
    });
  }

  /** Reads the ticket as it was left. What the help desk has heard of it already, it is not told again. */
  static async begin(which: TicketInput): Promise<RunningTicket> {
    const { policy, ticket } = await records.loadTicket(which);
    const running = new RunningTicket(which, policy, ticket);
    upsertSearchAttributes(ticketAttributes(ticket));
    setCurrentDetails(ticketDetails(policy, ticket, workflowNow()));
    running.tellHelpdesk(ticket);
    return running;
  }

  get state(): TicketState {
    return this.moves.state;
  }

  get timetable(): PlannedStep[] {
    return ticketTimetable(this.policy, this.state);
  }

  look() {
    const now = workflowNow();
    const next = announced(ticketNext(this.policy, this.state), now);
    return {
      status: this.state.status,
      nextAction: next[0] ?? null,
      next,
      todo: ticketTodo(this.policy, this.state, now),
    };
  }

  get isOver(): boolean {
    return this.state.status === 'closed' && this.isIdle;
  }

  /** The help desk has heard of all, and what was given back is handed out. */
  get isIdle(): boolean {
    return this.mirror.isUpToDate && this.handingOut === 0;
  }

  get allWritten(): Promise<void> {
    return this.moves.settled;
  }

  /** @throws ApplicationFailure when a rule says no */
  validate({ command, askedAt }: AskedTicketCommand): void {
    const now = this.counted(this.state, askedAt);
    refuseUpdate(refusalOfTicketCommand(this.policy, this.state, command, now));
  }

  obey({ command, askedAt }: AskedTicketCommand): Promise<void> {
    return this.moves.obey((ticket) => {
      const at = this.counted(ticket, askedAt);
      refuseUpdate(refusalOfTicketCommand(this.policy, ticket, command, at));
      return moveOfTicketCommand(this.policy, ticket, command, at);
    });
  }

  /** The due time has come. A ticket that stands differently in the record has another one: it does not turn then. */
  takeStep(step: PlannedStep): Promise<void> {
    const seen = this.state;
    return this.moves.carryOut((ticket) =>
      ticket === seen ? turnOverdue(this.policy, ticket, this.counted(ticket, step.at)) : null,
    );
  }

  /** FK-04: a ticket that was given back goes to somebody of its team, or stays nobody's. */
  private handOut(ticket: TicketState): void {
    if (unassigned([ticket]).length === 0) return;
    this.handingOut += 1;
    void this.assign(ticket).finally(() => {
      this.handingOut -= 1;
    });
  }

  private async assign({ type }: TicketState): Promise<void> {
    const { team } = ticketType(this.policy, type);
    const login = await records.chooseTicketAssignee({ ...this.which, team, at: workflowNow() });
    if (login === null) return;
    const command = { kind: 'assign', by: careline, to: { login, roles: [] } } as const;
    // Somebody may have taken or closed it meanwhile.
    await this.moves.carryOut((ticket) =>
      unassigned([ticket]).length === 0
        ? null
        : moveOfTicketCommand(this.policy, ticket, command, this.counted(ticket, workflowNow())),
    );
  }

  private tellHelpdesk({ id: key, version }: TicketState): void {
    this.mirror.tell({ key, version });
  }

  private counted({ movedAt }: TicketState, at: Instant): Instant {
    return countedInstant(at, movedAt, workflowNow());
  }
}

function isGivenBack({ ticket, entries }: TicketMove): boolean {
  return ticket.assignee === null && entries.some(({ what }) => what === GIVEN_BACK);
}
