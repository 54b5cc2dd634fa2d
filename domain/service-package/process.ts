import { WHOLE_PROGRAM } from '../access/scopes.ts';
import type { Instant } from '../calendar/instant.ts';
import type { Effect } from '../effect.ts';
import type { Process } from '../process.ts';
import { assignedByCareline, ticketHolders, unassigned } from '../ticket/distribution.ts';
import { heardByHelpdesk } from '../ticket/process.ts';
import { mayDo } from './access.ts';
import { movesOfPackageTicket } from './calls.ts';
import { type PackageCommand, refusalOfCommand } from './commands.ts';
import { movesOfCommand } from './moves.ts';
import { packageNext } from './next.ts';
import { type Receipt, receivePayment } from './payments.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { settle } from './refunds.ts';
import { replayPackage } from './replay.ts';
import type { Move, ServicePackageState } from './state.ts';
import { takeStep } from './steps.ts';
import { type PackageStep, packageTimetable } from './timetable.ts';
import { packageTodo } from './todo.ts';
import { packageWords } from './words.ts';

/** A receipt, and when it became known. */
export type ReceivedPayment = { receipt: Receipt; at: Instant };

export type PackageKinds = {
  policy: ServicePackagePolicy;
  state: ServicePackageState;
  command: PackageCommand;
  step: PackageStep;
  move: Move;
  facts: { paymentReceived: ReceivedPayment };
};

/** A prepaid package of visits, from its booking until no step or task is ahead. */
export const servicePackage: Process<PackageKinds> = {
  name: 'service-package',
  policy: (program) => program.servicePackage,
  commands: {
    'add-visit': 'addVisit',
    'reschedule-visit': 'rescheduleVisit',
    'cancel-visit': 'cancelVisit',
    'complete-visit': 'completeVisit',
    'record-visit': 'recordVisit',
    'correct-visit': 'correctVisit',
    'request-payment': 'requestPayment',
    'collect-cash': 'collectCash',
    'not-collected': 'notCollected',
    'decide-payment': 'decidePayment',
    cancel: 'cancelPackage',
    'approve-refund': 'approveRefund',
    'settle-refund': 'settleRefund',
    'decline-refund': 'declineRefund',
    'resubmit-refund': 'resubmitRefund',
    'hand-out-refund': 'handOutRefund',
    ticket: 'workTicket',
  },
  timetable: packageTimetable,
  next: packageNext,
  refusal: refusalOfCommand,
  moves: movesOfCommand,
  step: (policy, state, _, at) => takeStep(policy, state, at),
  facts: { paymentReceived: (policy, state, { receipt }, at) => receivePayment(policy, state, receipt, at) },
  effects: ({ tickets, ...ordered }) => [...effectsOrdered(ordered), ...heardByHelpdesk(tickets)],
  unfinished: (_, { tickets }) => heardByHelpdesk(tickets),
  settled(policy, state, effect, { status }, at) {
    if (effect.channel !== 'payment' || effect.order.kind !== 'refund' || status === 'sent') return [];
    const { refundId, attempt } = effect.order;
    return settle(policy, state, { refundId, attempt, status }, 'careline', at);
  },
  holding: {
    holders: (moves) => ticketHolders(moves.flatMap(({ tickets }) => tickets)),
    giveBack(key, leaving) {
      if (key === null) throw new RangeError('a package holds nothing of its own');
      return { kind: 'ticket', by: leaving.by, ticketId: key, command: { kind: 'give-back', ...leaving } };
    },
  },
  distributed: {
    waiting: ({ tickets: policy }, { tickets }) => unassigned(policy, tickets),
    changed: ({ tickets: policy }, { tickets }) => unassigned(policy, tickets),
    assign(policy, state, { ticket: ticketId, login }, at) {
      if (!unassigned(policy.tickets, state.tickets).some(({ key }) => key === ticketId)) return [];
      return movesOfPackageTicket(policy, state, { ticketId, command: assignedByCareline(login) }, at);
    },
  },
  awaitsOutcome: ({ refunds }) => refunds.some(({ status }) => status === 'approved'),
  todo: packageTodo,
  found: (_, { stage, tickets }) => ({
    stage,
    // At least one of its open tasks is late.
    overdue: tickets.some(({ status, escalatedAt }) => status !== 'closed' && escalatedAt !== null),
  }),
  stages: { open: ['booked', 'active', 'grace'], ended: ['finished', 'deactivated', 'cancelled'] },
  scopes: () => [WHOLE_PROGRAM],
  keys: ({ servicePackage: policy }, staff) =>
    policy !== undefined && mayDo(policy, 'read', staff) ? [WHOLE_PROGRAM] : [],
  words: packageWords,
  replay: replayPackage,
};

/** Ordered payments and SMS as effects: a payment request goes first, because its SMS may need the link. */
export function effectsOrdered({ payments, sms }: Pick<Move, 'payments' | 'sms'>): Effect[] {
  return [
    ...payments.map((order): Effect => ({ channel: 'payment', order })),
    ...sms.map((order): Effect => ({ channel: 'sms', order, requestId: null })),
  ];
}
