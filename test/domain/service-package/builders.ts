import { Temporal } from 'temporal-polyfill/implementation';
import type { Staff } from '../../../domain/access/conversation-access.ts';
import type { Instant } from '../../../domain/calendar/instant.ts';
import type { WorkingHours } from '../../../domain/calendar/working-hours.ts';
import { type Account, balance } from '../../../domain/ledger/entry.ts';
import { money } from '../../../domain/money.ts';
import type { Refusal } from '../../../domain/refusal.ts';
import { type Booking, book } from '../../../domain/service-package/booking.ts';
import { type PackageCommand, refusalOfCommand } from '../../../domain/service-package/commands.ts';
import { violationsOfPackage } from '../../../domain/service-package/invariants.ts';
import { movesOfCommand } from '../../../domain/service-package/moves.ts';
import { type Receipt, receivePayment } from '../../../domain/service-package/payments.ts';
import type { ServicePackagePolicy } from '../../../domain/service-package/policy.ts';
import { type Settlement, settle } from '../../../domain/service-package/refunds.ts';
import type { Move, ServicePackageState } from '../../../domain/service-package/state.ts';
import { takeStep } from '../../../domain/service-package/steps.ts';
import { type PackageStep, packageTimetable } from '../../../domain/service-package/timetable.ts';
import { filkhedma } from '../../harness/programs.ts';

/** filkhedma's policy as it ships. */
export function thePackagePolicy(): ServicePackagePolicy {
  if (filkhedma.servicePackage === undefined) throw new Error('filkhedma has no package policy');
  return filkhedma.servicePackage;
}

export function filkhedmaHours(): WorkingHours {
  return thePackagePolicy().tickets.workingHours;
}

/** `2031-03-03 09:00` (seconds allowed) in Cairo as an instant. For an hour that occurs twice, the first one. */
export function cairo(local: string): Instant {
  const zoned = Temporal.PlainDateTime.from(local.replace(' ', 'T')).toZonedDateTime('Africa/Cairo');
  return new Date(zoned.epochMilliseconds).toISOString();
}

// The demo people's roles, written here again so that a wrong list of people cannot hide a wrong rule.
const ROLE_OF: Readonly<Record<string, string>> = {
  'cc-1': 'customer-care',
  'cc-2': 'customer-care',
  'cs-1': 'customer-success',
  'cs-2': 'customer-success',
  'cs-lead': 'customer-success-lead',
  'ops-1': 'operations',
  'finance-1': 'finance',
  'finance-2': 'finance',
};

/** A person of filkhedma by login. An unknown login has no role unless roles are given. */
export function person(login: string, ...roles: string[]): Staff {
  const known = ROLE_OF[login];
  return { login, roles: roles.length > 0 || known === undefined ? roles : [known] };
}

/** Eight visits of 1600 pounds, paid by card; the first on Monday, 10 March 2031, then every third day at noon. */
export function aBooking(changes: Partial<Booking> & { startsAt?: readonly string[] } = {}): Booking {
  const { startsAt = weekOfVisits('2031-03-10', 8), ...fields } = changes;
  return {
    visits: startsAt.map((at, place) => ({ id: `v${place + 1}`, startsAt: cairo(at) })),
    price: money(160_000, 'EGP'),
    payment: 'card',
    requestId: 'q1',
    collectAt: null,
    ...fields,
  };
}

/** Visits at noon in Cairo, every third day from a date on. */
export function weekOfVisits(from: string, count: number): string[] {
  return Array.from({ length: count }, (_, place) => {
    const date = Temporal.PlainDate.from(from).add({ days: 3 * place });
    return `${date.toString()} 12:00`;
  });
}

export type WithoutBy<Command> = Command extends { by: unknown } ? Omit<Command, 'by'> : never;

/** A package's life as its workflow would lead it: due steps are taken before anything else happens. */
export class Life {
  readonly policy: ServicePackagePolicy;
  readonly moves: Move[] = [];
  /** The taken steps, each with its actual instant. */
  readonly taken: PackageStep[] = [];
  state: ServicePackageState;
  private now: Instant;

  constructor(booking: Booking, at: Instant, policy = thePackagePolicy()) {
    this.policy = policy;
    const move = book(policy, booking, 'cc-1', at);
    this.state = move.state;
    this.moves.push(move);
    this.now = at;
  }

  /** Takes every step that is due up to and including an instant, each at its time; late ones at `noEarlierThan`. */
  until(at: Instant, noEarlierThan: Instant = this.now): this {
    for (let steps = 0; ; steps += 1) {
      const [next] = packageTimetable(this.policy, this.state);
      if (next === undefined || next.at > at) break;
      if (steps > 60) throw new Error(`it takes steps without end: ${next.what}`);
      const takenAt = next.at < noEarlierThan ? noEarlierThan : next.at;
      const moves = takeStep(this.policy, this.state, takenAt);
      if (moves.length === 0) throw new Error(`${next.what} moves nothing`);
      this.taken.push({ ...next, at: takenAt });
      this.carryOut(moves);
    }
    this.now = at > this.now ? at : this.now;
    return this;
  }

  /** A person's command at a Cairo time. A refusal is an error of the test. */
  does(local: string, login: string, command: WithoutBy<PackageCommand>): this {
    const refused = this.tries(local, login, command);
    if (refused !== null) throw new Error(`${refused.code}: ${refused.message}`);
    return this;
  }

  /** The refusal of a person's command, or `null` once it is carried out. */
  tries(local: string, login: string, command: WithoutBy<PackageCommand>): Refusal | null {
    const at = cairo(local);
    this.until(at);
    const whole = { ...command, by: person(login) } as PackageCommand;
    const refused = refusalOfCommand(this.policy, this.state, whole, at);
    if (refused === null) this.carryOut(movesOfCommand(this.policy, this.state, whole, at));
    return refused;
  }

  /** A call recorded on one of its tickets. */
  calls(local: string, login: string, ticketId: string, outcome: 'answered' | 'no-answer'): this {
    return this.does(local, login, call(login, ticketId, outcome));
  }

  triesToCall(local: string, login: string, ticketId: string, outcome: 'answered' | 'no-answer'): Refusal | null {
    return this.tries(local, login, call(login, ticketId, outcome));
  }

  closes(local: string, login: string, ticketId: string, result: string | null): this {
    const command = { kind: 'close', by: person(login), result, noteId: null } as const;
    return this.does(local, login, { kind: 'ticket', ticketId, command });
  }

  /** The price is paid by card, unless `changes` say otherwise. */
  pays(local: string, changes: Partial<Receipt> = {}): this {
    const at = cairo(local);
    this.until(at);
    const receipt = {
      id: 'p1',
      requestId: 'q1',
      method: 'card',
      amount: this.state.price,
      by: 'paymob',
      ...changes,
    } as const;
    return this.carryOut(receivePayment(this.policy, this.state, receipt, at));
  }

  settles(local: string, settlement: Settlement): this {
    const at = cairo(local);
    this.until(at);
    return this.carryOut(settle(this.policy, this.state, settlement, 'careline', at));
  }

  carryOut(moves: readonly Move[]): this {
    for (const move of moves) {
      if (move.state.version !== this.state.version + 1) throw new Error('a version was left out');
      // A ticket is written only over an older version of itself.
      for (const { id, version } of move.tickets) {
        const before = this.state.tickets.find((ticket) => ticket.id === id)?.version ?? 0;
        if (version <= before) throw new Error(`the ticket ${id} has changed within a version`);
      }
      this.moves.push(move);
      this.state = move.state;
    }
    return this;
  }

  get sms(): string[] {
    return this.moves.flatMap(({ sms }) => sms.map(({ text }) => text));
  }

  /** The `what` of all timeline entries, in the order of writing. */
  get story(): string[] {
    return this.moves.flatMap(({ entries }) => entries.map(({ what }) => what));
  }

  /** Everything that its moves leave behind: timeline and ledger entries, notifications, payment requests and SMS. */
  get trail(): string[] {
    return this.moves.flatMap(({ entries, ledger, notifies, payments, sms }) => [
      ...entries.map(({ what, by, rule, details, noteId }) =>
        [`${what}, ${by}, ${rule}: ${JSON.stringify(details) ?? '-'}`, ...(noteId === undefined ? [] : [noteId])].join(
          ' ',
        ),
      ),
      ...ledger.map(({ key, rule }) => `posted ${key}, ${rule}`),
      ...notifies.map(
        ({ kind, ticket, roles, login }) => `tells ${kind} ${ticket}: ${[...roles, login ?? []].flat().join(' ')}`,
      ),
      ...payments.map(({ intent }) => `asks ${intent}`),
      ...sms.map(({ intent, rule }) => `sends ${intent}, ${rule}`),
    ]);
  }

  get ahead(): string[] {
    return packageTimetable(this.policy, this.state).map(({ at, what }) => `${inCairo(at)} ${what}`);
  }

  get violations(): string[] {
    return violationsOfPackage(this.state, this.ledger);
  }

  /** The balance of an account in its ledger, in piastres. */
  balance(account: Account): number {
    return balance(this.ledger, account, 'EGP');
  }

  private get ledger() {
    return this.moves.flatMap(({ ledger }) => ledger);
  }

  ticket(id: string) {
    const found = this.state.tickets.find((ticket) => ticket.id === id);
    return found === undefined
      ? undefined
      : { status: found.status, dueAt: inCairo(found.dueAt), result: found.result };
  }
}

function call(login: string, ticketId: string, outcome: 'answered' | 'no-answer') {
  const command = { kind: 'record-call', by: person(login), outcome, noteId: null } as const;
  return { kind: 'ticket', ticketId, command } as const;
}

/** An instant in Cairo's local time, `2031-03-03 09:00`. Seconds are shown only if they are not zero. */
export function inCairo(at: Instant): string {
  const local = Temporal.Instant.from(at).toZonedDateTimeISO('Africa/Cairo');
  const time = local.toPlainTime().toString({ smallestUnit: local.second === 0 ? 'minute' : 'second' });
  return `${local.toPlainDate().toString()} ${time}`;
}
