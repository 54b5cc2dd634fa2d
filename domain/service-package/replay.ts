import type { Program } from '../program.ts';
import { overdueIn } from '../ticket/replay.ts';
import type { Happening, Moment, PastEvent, RecordedLife } from '../moment.ts';
import { type Booking, book } from './booking.ts';
import { refusalOfCommand } from './commands.ts';
import { movesOfCommand } from './moves.ts';
import { receivePayment } from './payments.ts';
import type { ServicePackagePolicy } from './policy.ts';
import { refundOf, settle } from './refunds.ts';
import { type Heard, replayedEvents } from './replay-events.ts';
import type { Move, PaymentRequest, ServicePackageState } from './state.ts';
import { takeStep } from './steps.ts';
import { packageTimetable } from './timetable.ts';

/** The package from its booking on, with the payments, calls, visits and decisions that really came. */
export function replayPackage({ servicePackage: policy }: Program, life: RecordedLife): Moment {
  if (policy === undefined) throw new RangeError('the program has no packages');
  const recorded = life.state as ServicePackageState;
  const move = book(policy, bookingOf(recorded, life.events), 'careline', recorded.bookedAt);
  return momentOf({ policy, life, recorded }, move.state, happenedIn([], [move]));
}

type Replayed = { policy: ServicePackagePolicy; life: RecordedLife; recorded: ServicePackageState };

function momentOf(replayed: Replayed, state: ServicePackageState, happened: readonly Happening[]): Moment {
  const { policy, life, recorded } = replayed;
  const turn = (moves: readonly Move[], here: Moment) => {
    const after = moves.at(-1)?.state;
    return after === undefined ? here : momentOf(replayed, after, happenedIn(state.refunds, moves));
  };
  const here: Moment = {
    movedAt: state.movedAt,
    dueAt: packageTimetable(policy, state)[0]?.at ?? null,
    happened,
    step: (at) => turn(takeStep(policy, state, at), here),
    hear(event) {
      const heard = replayedEvents(policy, event, { recorded, events: life.events, state });
      if (heard === null) return here;
      const moves = movesOf(policy, state, heard, event);
      return moves === null ? null : turn(moves, here);
    },
  };
  return here;
}

/** `null` for something that these rules refuse, or for a ticket, payment or refund that does not exist by them. */
function movesOf(
  policy: ServicePackagePolicy,
  state: ServicePackageState,
  heard: Heard,
  { at, by }: PastEvent,
): Move[] | null {
  try {
    if (heard.kind === 'receipt') return receivePayment(policy, state, heard.receipt, at);
    if (heard.kind === 'settled') {
      const { attempt } = refundOf(state, heard.refundId);
      return settle(policy, state, { ...heard, attempt }, by, at);
    }
    const isRefused = refusalOfCommand(policy, state, heard.command, at) !== null;
    return isRefused ? null : movesOfCommand(policy, state, heard.command, at);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The booking as it was made: later visits are left out, and moved ones are where they were. */
function bookingOf(recorded: ServicePackageState, events: readonly PastEvent[]): Booking {
  const of = (what: string, id: string) =>
    events.find((event) => event.what === what && event.details?.['visit'] === id)?.details;
  const visits = recorded.visits
    .filter(({ id }) => of('visit-added', id) === undefined)
    .map(({ id, startsAt }) => ({ id, startsAt: String(of('visit-rescheduled', id)?.['from'] ?? startsAt) }));
  const request: PaymentRequest | undefined = recorded.paymentRequests[0];
  const { price, paysLater } = recorded;
  const payment = paysLater || request === undefined ? 'later' : request.method;
  return { visits, price, payment, requestId: request?.id ?? '', collectAt: request?.collectAt ?? null };
}

function happenedIn(refundsBefore: readonly { id: string }[], moves: readonly Move[]): Happening[] {
  const last = moves.at(-1);
  const refunds = last?.state.refunds.filter(({ id }) => refundsBefore.every((had) => had.id !== id)) ?? [];
  return [
    ...moves.flatMap(({ entries }) => overdueIn(entries)),
    ...moves.flatMap(textsOf),
    ...refunds.map(({ at, why, amount }): Happening => ({ at, kind: 'refund', what: why, amount })),
  ];
}

// The SMS of a payment request leaves once the provider has answered, a moment later.
function textsOf({ at, sms, payments }: Move): Happening[] {
  const asked = payments.flatMap((order) => (order.kind === 'request' && order.sms !== null ? [order.sms] : []));
  return [...asked, ...sms].map(({ text }) => ({ at, kind: 'text', what: text }));
}
