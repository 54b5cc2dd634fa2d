// CDEK-09 to CDEK-13, CDEK-18, CDEK-20: every state of a conversation × every command × everybody.
import { describe, expect, test } from '@jest/globals';
import { type Command, commandFacts, refusalOfCommand as refusalOf } from '../../../domain/conversation/commands.ts';
import type { ConversationState } from '../../../domain/conversation/state.ts';
import {
  anIntake,
  anOverdueState,
  assigned,
  aSettlementsState,
  aSupportState,
  aWaitingState,
  closed,
  staff,
  thePolicy,
} from '../../harness/builders.ts';

const policy = thePolicy();
const refusalOfCommand = (_: typeof policy, state: ConversationState, command: Command) =>
  refusalOf(policy, commandFacts(state), command);
const fromKlo = aSupportState({ visitedQueues: ['klo', 'support'], ladderRun: 2 });

const states: Record<string, ConversationState> = {
  'order waiting': aWaitingState(),
  'order overdue': anOverdueState(),
  'account waiting': aSupportState(),
  'account waiting, was order': fromKlo,
  'settlements waiting': aSettlementsState(),
  'order with klo-1': assigned(aWaitingState(), 'klo-1'),
  'overdue order with support-1': assigned(anOverdueState(), 'support-1'),
  'account with support-1, was order': assigned(fromKlo, 'support-1'),
  'settlements with director': assigned(aSettlementsState(), 'director'),
  'order closed by klo-1': closed(assigned(aWaitingState(), 'klo-1')),
  'account closed by support-1': closed(assigned(aSupportState(), 'support-1')),
};

const commands: Record<string, (by: ReturnType<typeof staff>) => Command> = {
  accept: (by) => ({ kind: 'accept', by }),
  release: (by) => ({ kind: 'release', by }),
  assign: (by) => ({ kind: 'assign', by, to: 'klo-3' }),
  transfer: (by) => ({ kind: 'transfer', by, category: 'other', noteId: null }),
  close: (by) => ({ kind: 'close', by, disposition: 'waybill', noteId: null }),
};

// ok: carried out; allowed: your role may not; assignee: only the assignee may; taken: another person has it; closed.
const TABLE = `
                                  | command  | director | klo-senior | klo-1    | klo-2    | support-1 | support-2 | stranger
order waiting                     | accept   | ok       | allowed    | ok       | ok       | allowed   | allowed   | allowed
order waiting                     | release  | assignee | assignee   | assignee | assignee | assignee  | assignee  | assignee
order waiting                     | assign   | ok       | ok         | allowed  | allowed  | allowed   | allowed   | allowed
order waiting                     | transfer | ok       | ok         | ok       | ok       | allowed   | allowed   | allowed
order waiting                     | close    | assignee | assignee   | assignee | assignee | assignee  | assignee  | assignee
order overdue                     | accept   | ok       | ok         | ok       | ok       | ok        | ok        | allowed
order overdue                     | release  | assignee | assignee   | assignee | assignee | assignee  | assignee  | assignee
order overdue                     | assign   | ok       | ok         | allowed  | allowed  | allowed   | allowed   | allowed
order overdue                     | transfer | ok       | ok         | ok       | ok       | ok        | ok        | allowed
order overdue                     | close    | assignee | assignee   | assignee | assignee | assignee  | assignee  | assignee
account waiting                   | accept   | ok       | allowed    | allowed  | allowed  | ok        | ok        | allowed
account waiting                   | assign   | ok       | allowed    | allowed  | allowed  | allowed   | allowed   | allowed
account waiting                   | transfer | ok       | allowed    | allowed  | allowed  | ok        | ok        | allowed
account waiting                   | close    | assignee | assignee   | assignee | assignee | assignee  | assignee  | assignee
account waiting, was order        | accept   | ok       | allowed    | allowed  | allowed  | ok        | ok        | allowed
account waiting, was order        | assign   | ok       | allowed    | allowed  | allowed  | allowed   | allowed   | allowed
account waiting, was order        | transfer | ok       | allowed    | allowed  | allowed  | ok        | ok        | allowed
settlements waiting               | accept   | ok       | allowed    | allowed  | allowed  | allowed   | allowed   | allowed
settlements waiting               | assign   | ok       | allowed    | allowed  | allowed  | allowed   | allowed   | allowed
settlements waiting               | transfer | ok       | allowed    | allowed  | allowed  | allowed   | allowed   | allowed
order with klo-1                  | accept   | taken    | taken      | ok       | taken    | allowed   | allowed   | allowed
order with klo-1                  | release  | assignee | assignee   | ok       | assignee | assignee  | assignee  | assignee
order with klo-1                  | assign   | ok       | ok         | allowed  | allowed  | allowed   | allowed   | allowed
order with klo-1                  | transfer | ok       | ok         | ok       | allowed  | allowed   | allowed   | allowed
order with klo-1                  | close    | assignee | assignee   | ok       | assignee | assignee  | assignee  | assignee
overdue order with support-1      | accept   | taken    | taken      | taken    | taken    | ok        | taken     | allowed
overdue order with support-1      | release  | assignee | assignee   | assignee | assignee | ok        | assignee  | assignee
overdue order with support-1      | assign   | ok       | ok         | allowed  | allowed  | allowed   | allowed   | allowed
overdue order with support-1      | transfer | ok       | ok         | allowed  | allowed  | ok        | allowed   | allowed
overdue order with support-1      | close    | assignee | assignee   | assignee | assignee | ok        | assignee  | assignee
account with support-1, was order | accept   | taken    | taken      | allowed  | allowed  | ok        | taken     | allowed
account with support-1, was order | assign   | ok       | ok         | allowed  | allowed  | allowed   | allowed   | allowed
account with support-1, was order | transfer | ok       | ok         | allowed  | allowed  | ok        | allowed   | allowed
account with support-1, was order | close    | assignee | assignee   | assignee | assignee | ok        | assignee  | assignee
settlements with director         | accept   | ok       | allowed    | allowed  | allowed  | allowed   | allowed   | allowed
settlements with director         | release  | ok       | assignee   | assignee | assignee | assignee  | assignee  | assignee
settlements with director         | assign   | ok       | allowed    | allowed  | allowed  | allowed   | allowed   | allowed
settlements with director         | transfer | ok       | allowed    | allowed  | allowed  | allowed   | allowed   | allowed
settlements with director         | close    | ok       | assignee   | assignee | assignee | assignee  | assignee  | assignee
order closed by klo-1             | accept   | closed   | closed     | closed   | taken    | allowed   | allowed   | allowed
order closed by klo-1             | release  | assignee | assignee   | closed   | assignee | assignee  | assignee  | assignee
order closed by klo-1             | assign   | closed   | closed     | allowed  | allowed  | allowed   | allowed   | allowed
order closed by klo-1             | transfer | closed   | closed     | closed   | allowed  | allowed   | allowed   | allowed
order closed by klo-1             | close    | assignee | assignee   | closed   | assignee | assignee  | assignee  | assignee
account closed by support-1       | accept   | closed   | allowed    | allowed  | allowed  | closed    | taken     | allowed
account closed by support-1       | assign   | closed   | allowed    | allowed  | allowed  | allowed   | allowed   | allowed
account closed by support-1       | close    | assignee | assignee   | assignee | assignee | closed    | assignee  | assignee
`;

const CODES: Record<string, string | null> = {
  ok: null,
  allowed: 'not-allowed',
  assignee: 'not-assignee',
  taken: 'already-accepted',
  closed: 'conversation-closed',
};

const [head = [], ...lines] = TABLE.trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()));
const people = head.slice(2);

describe('CDEK-09 CDEK-10 CDEK-13 CDEK-18 CDEK-20 refusals', () => {
  test.each(lines.map(([state = '', command = '', ...cells]) => ({ state, command, cells })))(
    '$state: $command',
    ({ state, command, cells }) => {
      const facts = states[state];
      if (facts === undefined) throw new Error(`no state ${state}`);
      const answers = people.map((login) => refusalOfCommand(policy, facts, commandOf(command, login))?.code ?? null);
      expect(answers).toEqual(cells.map((cell) => CODES[cell]));
    },
  );

  test('only the customer may act on an intake', () => {
    for (const login of people) {
      for (const command of Object.keys(commands)) {
        const refused = refusalOf(
          policy,
          { ...anIntake(), stage: 'intake', category: null },
          commandOf(command, login),
        );
        expect(refused?.code).toMatch(/^not-(?:allowed|assignee)$/);
      }
    }
  });
});

describe('what a refusal tells', () => {
  test('CDEK-10 CDEK-20 a person who comes too late learns who took it', () => {
    const late = refusalOfCommand(policy, assigned(aWaitingState(), 'klo-1'), commandOf('accept', 'klo-2'));
    expect(late).toMatchObject({ code: 'already-accepted', details: { assignee: 'klo-1' } });
    const closedMeanwhile = closed(assigned(aWaitingState(), 'klo-1'));
    expect(refusalOfCommand(policy, closedMeanwhile, commandOf('accept', 'klo-2'))).toMatchObject({
      details: { assignee: 'klo-1' },
    });
  });

  test('a person who is not addressed learns nothing', () => {
    const refused = refusalOfCommand(policy, assigned(aWaitingState(), 'klo-1'), commandOf('accept', 'support-1'));
    expect(refused?.details).toBeUndefined();
  });

  test('a transfer takes the addressed of the former queue off: they are told nothing either', () => {
    const elsewhere = assigned(fromKlo, 'support-1');
    expect(refusalOfCommand(policy, elsewhere, commandOf('accept', 'klo-1'))?.details).toBeUndefined();
  });
});

describe('roles add up', () => {
  test('somebody in two roles accepts for either', () => {
    const both = staff('klo-1', 'klo', 'support');
    expect(refusalOfCommand(policy, aSupportState(), { kind: 'accept', by: both })).toBeNull();
    expect(refusalOfCommand(policy, aWaitingState(), { kind: 'accept', by: both })).toBeNull();
    expect(refusalOfCommand(policy, aSettlementsState(), { kind: 'accept', by: both })?.code).toBe('not-allowed');
  });

  test('a person who has lost all roles has lost their work', () => {
    const former = { login: 'klo-1', roles: [] };
    const own = assigned(aWaitingState(), 'klo-1');
    expect(refusalOfCommand(policy, own, { kind: 'release', by: former })?.code).toBe('not-assignee');
    expect(refusalOfCommand(policy, own, { kind: 'transfer', by: former, category: 'other', noteId: null })?.code).toBe(
      'not-allowed',
    );
  });
});

describe('values', () => {
  const own = assigned(aWaitingState(), 'klo-1');
  const by = staff('klo-1');

  test.each(['', 'Order', 'klo', 'support', 'nonsense', '__proto__', 'constructor', 'order '])(
    'CDEK-18 there is no category %j',
    (category) => {
      const refused = refusalOfCommand(policy, own, { kind: 'transfer', by, category, noteId: null });
      expect(refused?.code).toBe('category-unknown');
    },
  );

  test('CDEK-18 a request is not transferred to where it is', () => {
    const refused = refusalOfCommand(policy, own, { kind: 'transfer', by, category: 'order', noteId: null });
    expect(refused?.code).toBe('same-category');
  });

  test.each(['settlements', 'account', 'other'])('CDEK-18 it may go to %s', (category) => {
    expect(refusalOfCommand(policy, own, { kind: 'transfer', by, category, noteId: 'note' })).toBeNull();
  });

  test('CDEK-11 closing needs the right first, then a disposition', () => {
    expect(refusalOfCommand(policy, own, { kind: 'close', by, disposition: null, noteId: null })?.code).toBe(
      'disposition-required',
    );
    const other = staff('klo-2');
    expect(refusalOfCommand(policy, own, { kind: 'close', by: other, disposition: null, noteId: null })?.code).toBe(
      'not-assignee',
    );
  });
});

function commandOf(command: string, login: string): Command {
  const build = commands[command];
  if (build === undefined) throw new Error(`no command ${command}`);
  return build(staff(login));
}

test('what somebody held who has left is released for them, and nothing else is', () => {
  const leave = (state: ConversationState, login: string) =>
    refusalOfCommand(policy, state, { kind: 'release', because: 'left', by: { login, roles: [] } });
  expect(leave(assigned(aWaitingState(), 'klo-1'), 'klo-1')).toBeNull();
  for (const [state, login] of [
    [assigned(aWaitingState(), 'klo-2'), 'klo-1'],
    [aWaitingState(), 'klo-1'],
    [closed(assigned(aWaitingState(), 'klo-1')), 'klo-1'],
  ] as const) {
    expect(leave(state, login)).toMatchObject({ code: 'not-assignee', details: { assignee: state.assignee } });
  }
});
