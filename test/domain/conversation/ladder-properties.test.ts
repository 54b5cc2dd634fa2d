// CDEK-13 to CDEK-18: properties of the ladder for random commands, hours and outages.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Staff } from '../../../domain/access/conversation-access.ts';
import { type Command, commandFacts, refusalOfCommand } from '../../../domain/conversation/commands.ts';
import { beginRequest } from '../../../domain/conversation/intake.ts';
import { escalationTimetable, takeStep } from '../../../domain/conversation/ladder.ts';
import { moveOfCommand } from '../../../domain/conversation/moves.ts';
import type { ConversationState, Move } from '../../../domain/conversation/state.ts';
import { moscow, secondsLater, staff, thePolicy } from '../../harness/builders.ts';

const policy = thePolicy();
const DAY = 86_400;

/** Up to a few days pass; then a person gives a command, or Careline is down for a while. */
type Happening = { after: number } & ({ kind: 'down'; for: number } | { kind: 'command'; command: Command });

const who: fc.Arbitrary<Staff> = fc
  .constantFrom('director', 'klo-senior', 'klo-1', 'klo-2', 'support-1', 'support-2', 'stranger')
  .map((login) => staff(login));
const noteId = fc.constantFrom(null, 'note');
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 3, arbitrary: who.map((by): Command => ({ kind: 'accept', by })) },
  { weight: 3, arbitrary: who.map((by): Command => ({ kind: 'release', by })) },
  fc.record({ by: who, kind: fc.constant('assign' as const), to: fc.constantFrom('klo-1', 'support-2', 'director') }),
  fc.record({
    by: who,
    kind: fc.constant('transfer' as const),
    category: fc.constantFrom('order', 'settlements', 'account', 'other', 'nonsense'),
    noteId,
  }),
  fc.record({
    by: who,
    kind: fc.constant('close' as const),
    disposition: fc.constantFrom(null, 'waybill', 'other'),
    noteId,
  }),
);
const seconds = fc.oneof(
  fc.integer({ min: 0, max: 45 * 60 }),
  fc.constantFrom(0, 599, 600, 601, 1_799, 1_800, 1_801),
  fc.integer({ min: 0, max: 3 * DAY }),
);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('command' as const), after: seconds, command }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('down' as const), after: seconds, for: seconds }) },
);
const life = fc.record({
  since: fc.integer({ min: 0, max: DAY }).map((second) => secondsLater(moscow('2031-03-03 00:00'), second)),
  category: fc.constantFrom(...policy.categories),
  happenings: fc.array(happening, { maxLength: 15 }),
});
const withoutOutages = life.map((lived) => ({
  ...lived,
  happenings: lived.happenings.filter(({ kind }) => kind === 'command'),
}));

type Lived = { move: Move; before: ConversationState | null; byItself: boolean };

/** Leads a conversation as the workflow does: due steps are taken before anything else happens. */
function livedThrough({ since, category, happenings }: typeof life extends fc.Arbitrary<infer T> ? T : never): Lived[] {
  const begun = beginRequest(policy, category, since);
  const lived: Lived[] = [{ move: begun, before: null, byItself: false }];
  let [state, now] = [begun.state, since];
  const carryOut = (move: Move | null, byItself: boolean) => {
    if (move === null) return;
    lived.push({ move, before: state, byItself });
    state = move.state;
  };
  const liveUntil = (until: string, noEarlierThan: string) => {
    for (let steps = 0; ; steps += 1) {
      const [next] = escalationTimetable(policy, state);
      if (next === undefined || next.at > until) break;
      if (steps > 40) throw new Error('it takes steps without end');
      carryOut(takeStep(policy, state, next.at < noEarlierThan ? noEarlierThan : next.at), true);
    }
    now = until;
  };
  for (const event of happenings) {
    liveUntil(secondsLater(now, event.after), now);
    if (event.kind === 'down') {
      const up = secondsLater(now, event.for);
      liveUntil(up, up);
    } else if (refusalOfCommand(policy, commandFacts(state), event.command) === null) {
      carryOut(moveOfCommand(policy, state, event.command, now), false);
    }
  }
  liveUntil(secondsLater(now, 3 * DAY), now);
  return lived;
}

const holds = (lives: typeof life, claim: (lived: Lived[]) => void) =>
  fc.assert(
    fc.property(lives, (one) => claim(livedThrough(one))),
    { numRuns: 120 },
  );

const HAPPENED: Record<string, string> = {
  escalation: 'escalated',
  'no-answer-text': 'no-answer-text-sent',
  'announcement-at-opening': 'announced-at-opening',
};

describe('whatever happens to a request', () => {
  test('CDEK-15 while it waits exactly one action is next, in the future or now; otherwise none', () => {
    holds(withoutOutages, (lived) => {
      for (const { move } of lived) {
        const times = escalationTimetable(policy, move.state).map(({ at }) => at);
        expect(move.next).toEqual(escalationTimetable(policy, move.state));
        expect(times.length > 0).toBe(move.state.stage === 'waiting');
        expect(times).toEqual(times.toSorted());
        for (const at of times) expect(at >= move.at).toBe(true);
      }
    });
  });

  test('CDEK-16 what is written as the next action is what the next step does, when and by that rule', () => {
    holds(withoutOutages, (lived) => {
      for (const { move, before, byItself } of lived) {
        if (!byItself || before === null) continue;
        const [promised] = escalationTimetable(policy, before);
        const [entry] = move.entries;
        expect([move.at, entry?.at, entry?.what, entry?.rule]).toEqual([
          promised?.at,
          promised?.at,
          HAPPENED[promised?.what ?? ''],
          promised?.rule,
        ]);
      }
    });
  });

  test('CDEK-13 CDEK-14 each step of a run happens once at the most and in order, outages and releases or not', () => {
    holds(life, (lived) => {
      const runs = Map.groupBy(lived, ({ move }) => move.state.ladderRun);
      for (const run of runs.values()) {
        const ladder = policy.queues[run.at(-1)?.move.state.queue ?? '']?.ladder ?? [];
        const expected: string[] = ladder.map(({ kind }) =>
          kind === 'escalate' ? 'escalated' : 'no-answer-text-sent',
        );
        const happened = run.flatMap(({ move }) => move.entries.map(({ what }) => what));
        const climbed = happened.filter((what) => expected.includes(what));
        // A text whose time passed while a person had the conversation is not sent: only it may be missing.
        expect(expected.filter((what) => climbed.includes(what))).toEqual(climbed);
        const isReleased = happened.includes('released');
        if (!isReleased) expect(climbed).toEqual(expected.slice(0, climbed.length));
        const stepsTaken = Math.max(...run.map(({ move }) => move.state.stepsTaken));
        const due = expected.slice(0, stepsTaken).filter((what) => what === 'escalated');
        expect(climbed.filter((what) => what === 'escalated')).toEqual(due);
      }
    });
  });

  test('CDEK-15 no opening passes a waiting request without an announcement or a release, and none has two', () => {
    holds(withoutOutages, (lived) => {
      const announced = lived.filter(({ move }) => move.entries[0]?.what === 'announced-at-opening');
      for (const { move } of announced) expect(move.at.slice(11)).toBe('06:00:00.000Z');
      expect(new Set(announced.map(({ move }) => move.at)).size).toBe(announced.length);
      for (const [index, { move }] of lived.entries()) {
        const next = lived[index + 1]?.move.at;
        if (move.state.stage !== 'waiting' || next === undefined) continue;
        const opening = escalationTimetable(policy, move.state).find(({ what }) => what === 'announcement-at-opening');
        expect(next <= (opening?.at ?? '')).toBe(true);
      }
    });
  });

  test('each move makes the version one higher and never goes back in time', () => {
    holds(life, (lived) => {
      expect(lived.map(({ move }) => move.state.version)).toEqual(lived.map((_, index) => index + 1));
      const times = lived.map(({ move }) => move.at);
      expect(times).toEqual(times.toSorted());
      for (const { move } of lived) expect(move.state.movedAt).toBe(move.at);
    });
  });

  test('CDEK-20 within a run the addressed roles only grow, and overdue stays', () => {
    holds(life, (lived) => {
      for (const { move, before } of lived) {
        if (before === null || before.ladderRun !== move.state.ladderRun) continue;
        expect(move.state.addressedRoles.slice(0, before.addressedRoles.length)).toEqual(before.addressedRoles);
        expect(new Set(move.state.addressedRoles).size).toBe(move.state.addressedRoles.length);
        expect(move.state.overdue || !before.overdue).toBe(true);
      }
    });
  });

  test('CDEK-18 CDEK-16 a new run begins with a transfer, at that very moment, and with nothing else', () => {
    holds(life, (lived) => {
      for (const { move, before } of lived) {
        if (before === null) continue;
        const isTransfer = move.entries[0]?.what === 'transferred';
        expect(move.state.ladderRun).toBe(before.ladderRun + (isTransfer ? 1 : 0));
        expect(move.state.waitingSince).toBe(isTransfer ? move.at : before.waitingSince);
        if (isTransfer)
          expect(move.state).toMatchObject({ stepsTaken: 0, overdue: false, assignee: null, lastStepAt: null });
        expect(move.state.visitedQueues).toEqual(expect.arrayContaining([...before.visitedQueues, move.state.queue]));
      }
    });
  });

  test('closed is the end: nothing moves afterwards', () => {
    holds(life, (lived) => {
      const end = lived.findIndex(({ move }) => move.state.stage === 'closed');
      if (end >= 0) expect(lived).toHaveLength(end + 1);
    });
  });

  test('exactly the assigned and the closed have an assignee', () => {
    holds(life, (lived) => {
      for (const { move } of lived) expect(move.state.assignee === null).toBe(move.state.stage === 'waiting');
    });
  });
});

test('the lives above are no short ones: every kind of move and every stage is among them', () => {
  const lives = fc.sample(life, { numRuns: 400, seed: 3 }).map(livedThrough);
  const happened = new Set(lives.flat().flatMap(({ move }) => move.entries.map(({ what }) => what)));
  expect([...happened].toSorted()).toEqual(
    ['accepted', 'announced-at-opening', 'assigned', 'category-chosen', 'closed', 'escalated'].concat([
      'no-answer-text-sent',
      'released',
      'transferred',
    ]),
  );
});
