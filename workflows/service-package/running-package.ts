// Owns a package while its process runs: its state, its moves in order, what they owe. Refuses to know rules: it asks them.
import { ApplicationFailure } from '@temporalio/common';
import { upsertSearchAttributes } from '@temporalio/workflow';
import { countedInstant } from '../../domain/calendar/counted-instant.ts';
import type { Instant } from '../../domain/calendar/instant.ts';
import { movesOfPackageTicket } from '../../domain/service-package/calls.ts';
import { type PackageCommand, refusalOfCommand } from '../../domain/service-package/commands.ts';
import { movesOfCommand } from '../../domain/service-package/moves.ts';
import { packageNext } from '../../domain/service-package/next.ts';
import { receivePayment } from '../../domain/service-package/payments.ts';
import type { ServicePackagePolicy } from '../../domain/service-package/policy.ts';
import { type Settlement, settle } from '../../domain/service-package/refunds.ts';
import type { Move, ServicePackageState } from '../../domain/service-package/state.ts';
import { takeStep } from '../../domain/service-package/steps.ts';
import { type PackageStep, packageTimetable } from '../../domain/service-package/timetable.ts';
import { unassigned } from '../../domain/ticket/distribution.ts';
import { isOver, packageTodo } from '../../domain/service-package/todo.ts';
import { unfinishedPayments } from '../../domain/service-package/unfinished.ts';
import { announced } from '../../domain/timetable.ts';
import { MoveWriter } from '../shared/move-writer.ts';
import { ownDatabaseActivities } from '../shared/own-database.ts';
import { refuseUpdate } from '../shared/refused-update.ts';
import { caseAttributes } from '../shared/search-attributes.ts';
import { workflowNow } from '../shared/workflow-time.ts';
import type {
  AskedPackageCommand,
  ForPackage,
  PackageRecord,
  PackageRecordActivities,
  PackageRecordedOtherwise,
  ReceivedPayment,
} from './contract.ts';
import { announcementOf, showDetails } from './details.ts';
import { OwedEffects, owedBy } from './owed.ts';
import { isFoundDifferently, packageAttributes } from './search-attributes.ts';

const records = ownDatabaseActivities<PackageRecordActivities>();

// Who hands tickets out is the house itself.
const careline = { login: 'careline', roles: [] };

export class RunningPackage {
  private readonly owed: OwedEffects;
  private readonly which: ForPackage;
  private readonly policy: ServicePackagePolicy;
  private readonly moves: MoveWriter<ServicePackageState, readonly Move[]>;

  private constructor(which: ForPackage, { policy, state }: PackageRecord) {
    this.which = which;
    this.policy = policy;
    this.owed = new OwedEffects(which, (order, { status }) => this.settleRefund({ ...order, status }));
    this.moves = new MoveWriter(state, {
      stateAfter: (moves: readonly Move[]) => moves.at(-1)?.state ?? state,
      record: (moves, updateId) => this.record(moves, updateId),
      onState(before, after) {
        if (isFoundDifferently(before, after)) upsertSearchAttributes(packageAttributes(after));
        showDetails(policy, after);
      },
    });
  }

  /** Reads the package as it was left, and takes up what it owes. */
  static async begin(which: ForPackage): Promise<RunningPackage> {
    const record = await records.loadPackage(which);
    // A record that was read before 2026-11-26 does not say what it owes.
    const { policy, state, owed = { sms: [], payments: unfinishedPayments(record.policy, record.state) } } = record;
    const running = new RunningPackage(which, record);
    upsertSearchAttributes([...caseAttributes('service-package', which.program), ...packageAttributes(state)]);
    showDetails(policy, state);
    running.owed.perform(owedBy({ ...owed, tickets: state.tickets }));
    running.distribute(state);
    return running;
  }

  get state(): ServicePackageState {
    return this.moves.state;
  }

  get timetable(): PackageStep[] {
    return packageTimetable(this.policy, this.state);
  }

  get announcement() {
    return announcementOf(this.policy, this.state);
  }

  look() {
    const now = workflowNow();
    const next = announced(packageNext(this.policy, this.state), now);
    return {
      stage: this.state.stage,
      nextAction: next[0] ?? null,
      next,
      todo: packageTodo(this.policy, this.state, now),
    };
  }

  /** Nothing is ahead, nothing is owed and all is written. */
  get isOver(): boolean {
    return isOver(this.policy, this.state) && this.isIdle;
  }

  get isIdle(): boolean {
    return this.owed.none;
  }

  get allWritten(): Promise<void> {
    return this.moves.settled;
  }

  /** @throws ApplicationFailure when a rule says no, or for something that the package does not have */
  validate({ command, askedAt }: AskedPackageCommand): void {
    this.refuse(this.state, command, askedAt);
  }

  obey({ command, askedAt }: AskedPackageCommand): Promise<void> {
    return this.moves.obey((state) => {
      this.refuse(state, command, askedAt);
      return anyOf(movesOfCommand(this.policy, state, command, counted(state, askedAt)));
    });
  }

  receive({ receipt, at }: ReceivedPayment): Promise<void> {
    return this.carryOut((state) => receivePayment(this.policy, state, receipt, counted(state, at)));
  }

  /** A package that stands differently in the record has other steps ahead: this one is not taken there. */
  takeStep(step: PackageStep): Promise<void> {
    const seen = this.state;
    return this.carryOut((state) => {
      if (state !== seen) return [];
      const moves = takeStep(this.policy, state, counted(state, step.at));
      // A step that does nothing would be taken for ever.
      if (moves.length === 0) throw new Error(`the step ${step.what} does nothing`);
      return moves;
    });
  }

  private settleRefund(settlement: Settlement): Promise<void> {
    return this.carryOut((state) => settle(this.policy, state, settlement, 'careline', workflowNow()));
  }

  private carryOut(movesOf: (state: ServicePackageState) => readonly Move[]): Promise<void> {
    return this.moves.carryOut((state) => anyOf(movesOf(state)));
  }

  // Nothing leaves the house before what it follows from is written.
  private async record(moves: readonly Move[], updateId: string | null) {
    const otherwise = await records.recordPackageMoves({ ...this.which, moves, updateId });
    if (otherwise !== undefined) return this.goOnFrom(otherwise);
    for (const move of moves) this.owed.perform(owedBy(move));
    if (moves.some(({ tickets }) => unassigned(tickets).length > 0)) this.distribute(this.state);
    return undefined;
  }

  /** Whoever wrote the record may have died before it had what it owes done. */
  private goOnFrom(otherwise: PackageRecordedOtherwise): PackageRecordedOtherwise {
    const { state, owed } = otherwise;
    if (owed !== undefined) {
      this.owed.perform(owedBy({ ...owed, tickets: state.tickets }));
      this.distribute(state);
    }
    return otherwise;
  }

  /** FK-04: a ticket that nobody has is given to somebody of its team. */
  private distribute(state: ServicePackageState): void {
    const tickets = unassigned(state.tickets);
    if (tickets.length > 0) this.owed.track(this.assign(tickets));
  }

  private async assign(tickets: readonly { key: string; type: string }[]): Promise<void> {
    const chosen = await records.chooseAssignees({ ...this.which, tickets, at: workflowNow() });
    for (const { ticket: ticketId, login } of chosen) {
      const command = { kind: 'assign', by: careline, to: { login, roles: [] } } as const;
      await this.carryOut((state) => {
        // Somebody may have taken or closed it meanwhile.
        if (!unassigned(state.tickets).some(({ key }) => key === ticketId)) return [];
        return movesOfPackageTicket(this.policy, state, { ticketId, command }, counted(state, workflowNow()));
      });
    }
  }

  private refuse(state: ServicePackageState, command: PackageCommand, askedAt: Instant): void {
    try {
      refuseUpdate(refusalOfCommand(this.policy, state, command, counted(state, askedAt)));
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw ApplicationFailure.nonRetryable(error.message, 'unknown-subject');
    }
  }
}

function counted({ movedAt }: ServicePackageState, at: Instant): Instant {
  return countedInstant(at, movedAt, workflowNow());
}

function anyOf(moves: readonly Move[]): readonly Move[] | null {
  return moves.length === 0 ? null : moves;
}
