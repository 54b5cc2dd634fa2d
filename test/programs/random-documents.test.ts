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
import { sourceOf } from '../../programs/source.ts';
import { changed, changes } from './changed-documents.ts';
import type { Any } from './wrong-documents.ts';

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
    takeIntakeInput(policy, { step: 'identification', answers: 0, wrongAnswers: 0, given: [] }, { kind: 'text', text });
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

test.each(['cdek', 'filkhedma', 'lessons', 'enrolment'] as const)('%s with random changes', (name) => {
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
