// Random documents: a wrong one is refused with its mistakes, and a sound one leads every case through a month without a
// crash, without steps in the past, and without standing still.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Instant, later } from '../../domain/calendar/instant.ts';
import { takeIntakeStep } from '../../domain/conversation/intake-clock.ts';
import { beginRequest, openingSays, takeIntakeInput } from '../../domain/conversation/intake.ts';
import { conversation } from '../../domain/conversation/process.ts';
import type { AnyProcess } from '../../domain/process.ts';
import type { Program } from '../../domain/program.ts';
import { paymentWays } from '../../domain/service-package/methods.ts';
import { book, refusalOfBooking } from '../../domain/service-package/booking.ts';
import { servicePackage } from '../../domain/service-package/process.ts';
import { openTicket } from '../../domain/ticket/moves.ts';
import { ticket } from '../../domain/ticket/process.ts';
import { announced } from '../../domain/timetable.ts';
import { money } from '../../domain/money.ts';
import { programOf } from '../../programs/compile.ts';
import { checkSource } from '../../programs/check.ts';
import { renderText } from '../../programs/render.ts';
import { readSource, sourceOf } from '../../programs/source.ts';
import type { ProgramDocument } from '../../domain/document/program.ts';
import { type Any, sources } from './wrong-documents.ts';

const DURATIONS = ['PT0S', 'PT1S', 'PT10M', 'PT45M', 'PT90M', 'PT12H', 'PT240H'];
const TIMES = ['00:00', '09:00', '13:30', '18:00', '23:59'];
const NUMBERS = [0, 1, 2, 3, 7, 14, 30, 60, 400];
const odd = fc.constantFrom<unknown>('10 min', 'P1D', '', null, true, [], {}, -1, 1.5, '../x', '24:00', 'no-such-id');

/** A change of one place: a value of its kind, something odd, or nothing. */
const change = fc.record({
  place: fc.nat(),
  nth: fc.nat(),
  how: fc.constantFrom<'fits' | 'odd' | 'gone'>('fits', 'fits', 'fits', 'fits', 'gone', 'odd'),
  odd,
});
type Change = { place: number; nth: number; how: 'fits' | 'odd' | 'gone'; odd: unknown };
const changes = fc.array(change, { minLength: 1, maxLength: 3 });

/** Another value of the same kind: most of them fit. */
function another(value: unknown, nth: number, words: readonly string[]): unknown {
  const one = <Item>(list: readonly Item[]) => list[nth % list.length];
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return one(NUMBERS);
  if (Array.isArray(value)) return value.filter((_, place) => place !== nth % value.length);
  if (typeof value !== 'string') return value;
  if (value.startsWith('PT')) return one(DURATIONS);
  return /^\d\d:\d\d$/.test(value) ? one(TIMES) : one(words);
}

/** The places of a document that hold a plain value or a small list. */
function placesIn(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, one]) =>
    placesIn(one, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length > 1 ? [path, ...inner] : inner;
}

function changed(program: keyof typeof sources, wanted: readonly Change[]): ProgramDocument {
  const document = structuredClone(readSource(sources[program]).document) as Any;
  const words = [...document.program.roles, ...Object.keys(document.texts[document.program.locale].texts)];
  for (const { place, nth, how, odd: value } of wanted) {
    const places = placesIn(document.program, ['program']);
    const path = places[place % places.length] ?? [];
    const holder = path.slice(0, -1).reduce<Any>((one, step) => one[step], document);
    const last = path.at(-1) ?? '';
    if (how === 'gone' && Array.isArray(holder)) holder.splice(Number(last), 1);
    else if (how === 'gone') delete holder[last];
    else holder[last] = how === 'odd' ? value : another(holder[last], nth, words);
  }
  return document as ProgramDocument;
}

const START = '2031-03-01T12:00:00.000Z';
const MONTH_LATER = later(START, 'PT744H');

/** Takes each step at its time, as a case to which no person attends. */
function live(process: AnyProcess, policy: object, begun: object, begunAt: Instant): void {
  let [state, now] = [begun as never, begunAt];
  for (let steps = 0; steps < 400; steps += 1) {
    for (const { at } of announced(process.next(policy, state), now)) expect(at >= now).toBe(true);
    const [step] = process.timetable(policy, state);
    if (step === undefined || step.at > MONTH_LATER) return;
    now = step.at > now ? step.at : now;
    const moves = process.step(policy, state, step as never, now);
    expect(moves.length).toBeGreaterThan(0);
    state = moves.at(-1)?.state as never;
    process.todo(policy, state, now);
    process.found(policy, state);
  }
  throw new Error('it takes steps without end');
}

function liveChats(program: Program, at: Instant): void {
  const { conversation: policy } = program;
  const kept = conversation.policy(program);
  if (policy === undefined || kept === undefined) return;
  for (const says of [...openingSays(policy)]) renderText(program, says);
  for (const text of ['7707083893', 'hello'])
    takeIntakeInput(policy, { step: 'identification', answers: 0 }, { kind: 'text', text });
  const intake = { openedAt: at, firstMessageAt: at, answers: 1 } as Any;
  takeIntakeStep(policy, { ...intake, program: program.name, dueAt: at }, at);
  for (const category of policy.categories) live(conversation, kept, beginRequest(policy, category, at).state, at);
}

function liveTickets({ tickets }: Program, at: Instant): void {
  for (const type of Object.keys(tickets?.types ?? {}))
    if (tickets !== undefined) live(ticket, tickets, openTicket(tickets, { id: 't1', type, at }, 'x').state, at);
}

function livePackages({ servicePackage: policy }: Program, at: Instant): void {
  if (policy === undefined) return;
  const ways = paymentWays(policy);
  for (const payment of ['later', ...ways.map(({ method }) => method)]) {
    const visits = [48, 120, 400].map((hours, place) => ({ id: `v${place}`, startsAt: later(at, `PT${hours}H`) }));
    const collectAt = ways.some(({ method, kind }) => method === payment && kind === 'collection')
      ? later(at, 'PT24H')
      : null;
    const booking = { visits, price: money(90_000, policy.currency), payment, requestId: 'q1', collectAt };
    if (refusalOfBooking(policy, booking as Any, at) !== null) continue;
    live(servicePackage, policy, book(policy, booking as Any, 'x', at).state, at);
  }
}

test.each(['cdek', 'filkhedma', 'lessons'] as const)('%s with random changes', (name) => {
  let sound = 0;
  fc.assert(
    fc.property(changes, fc.nat(700), (wanted, hours) => {
      const { document, problems } = checkSource(sourceOf(changed(name, wanted)));
      if (document === null) return expect(problems.some(({ text }) => text.length > 5)).toBe(true);
      sound += 1;
      const [program, at] = [programOf(document, 1), later(START, `PT${hours}H`)];
      liveChats(program, at);
      liveTickets(program, at);
      livePackages(program, at);
    }),
    { numRuns: 150 },
  );
  // Otherwise the property would say nothing.
  expect(sound).toBeGreaterThan(10);
});
