// CDEK-05, CDEK-20, CDEK-24: role × action × stage × own or another's, written without the code's own table.
import { describe, expect, test } from '@jest/globals';
import { type Actor, staffIn } from '../../domain/access/actor.ts';
import {
  type AccessFacts,
  type ConversationAction,
  conversationAccess,
  mayAssignIn,
  refusalOf,
  relationsOf,
} from '../../domain/access/conversation-access.ts';
import { verdictOnConversation } from '../../domain/access/route-access.ts';
import { refusalOfCommand } from '../../domain/conversation/commands.ts';
import { conversationScopes } from '../../domain/conversation/scopes.ts';
import type { ConversationState } from '../../domain/conversation/state.ts';
import {
  anIntake,
  anOverdueState,
  aSettlementsState,
  assigned,
  aStaffActor,
  aSupportState,
  aWaitingState,
  closed,
  thePolicy,
} from '../harness/builders.ts';

const policy = thePolicy();
const OWNER = 'customer-1';
const fromKlo = aSupportState({ visitedQueues: ['klo', 'support'], ladderRun: 2 });
const toKlo = aWaitingState({ visitedQueues: ['support', 'klo'], ladderRun: 2 });

type Facts = AccessFacts & { stage: 'intake' | ConversationState['stage'] };
const factsOf = (state: ConversationState, ...more: string[]): Facts => ({
  ...{ stage: state.stage, assignee: state.assignee, scopes: [...conversationScopes(state), ...more] },
});

const cases: Record<string, Facts> = {
  intake: { ...anIntake(), stage: 'intake' },
  'order waiting': factsOf(aWaitingState()),
  'order overdue': factsOf(anOverdueState()),
  'account waiting': factsOf(aSupportState()),
  'account waiting, was order': factsOf(fromKlo),
  'order waiting, was account': factsOf(toKlo),
  'settlements waiting': factsOf(aSettlementsState()),
  'order with klo-1': factsOf(assigned(aWaitingState(), 'klo-1')),
  'overdue order with support-1': factsOf(assigned(anOverdueState(), 'support-1')),
  'account with support-1': factsOf(assigned(aSupportState(), 'support-1')),
  'account with support-1, was order': factsOf(assigned(fromKlo, 'support-1')),
  'account with klo-1 by the director’s wish': factsOf(assigned(aSupportState(), 'klo-1')),
  'settlements with director': factsOf(assigned(aSettlementsState(), 'director')),
  'order closed by klo-1': factsOf(closed(assigned(aWaitingState(), 'klo-1'))),
  'overdue order closed by support-1': factsOf(closed(assigned(anOverdueState(), 'support-1'))),
  'account closed by support-1, was order': factsOf(closed(assigned(fromKlo, 'support-1'))),
  'settlements closed by director': factsOf(closed(assigned(aSettlementsState(), 'director'))),
  'order closed by klo-1, continued with klo-2': factsOf(closed(assigned(aWaitingState(), 'klo-1')), 'successor:klo-2'),
  'order closed by klo-1, continued with support-1': factsOf(
    closed(assigned(aWaitingState(), 'klo-1')),
    'successor:support-1',
  ),
};

const actors: Record<string, Actor> = {
  director: aStaffActor('director'),
  'klo-senior': aStaffActor('klo-senior'),
  'klo-1': aStaffActor('klo-1'),
  'klo-2': aStaffActor('klo-2'),
  'support-1': aStaffActor('support-1'),
  'support-2': aStaffActor('support-2'),
  admin: aStaffActor('admin', { admin: true }),
  'director of vet': aStaffActor('director', { memberships: [{ program: 'vet', role: 'director' }] }),
  'klo-1 without roles': aStaffActor('klo-1', { memberships: [] }),
  owner: { kind: 'customer', customerId: OWNER, program: 'cdek' },
  'another customer': { kind: 'customer', customerId: 'customer-2', program: 'cdek' },
  anonymous: { kind: 'anonymous' },
};

const ACTIONS = [
  'read',
  'read-messages',
  'write',
  'accept',
  'assign',
  'transfer',
  'release',
  'close',
  'rate',
  'identify',
] as const;

// One sign for each action per person, in the order of ACTIONS; a person who is not named gets all hidden.
// +: open, .: there is no such thing (404), n: your role may not (403), a: only the assignee may (403).
// "accept" is open to everyone who must be told that another person was first (409).
const HIDDEN = '..........';
const HEADER = '+na+n+aann'; //       an addressed role while it waits: reads the header, accepts, passes on
const SENIOR = '++an++aan+'; //       the senior on KLO requests not addressed to her: all but accepting
const OVERSEER = '++a+++aan+'; //     the director, and the senior once addressed or too late
const OWN = '+++'.concat('+n+++n+'); // the assignee
const OWN_AND_OVERSEER = '++++++++n+';
const TOO_LATE = '...+......';
const LOOKS_BACK = '++a+nnaann'; //   CDEK-24: works on the continuation
const CUSTOMER = '+++nnnnn++';

const TABLE: Record<string, Record<string, string>> = {
  intake: {},
  'order waiting': { director: OVERSEER, 'klo-senior': SENIOR, 'klo-1': HEADER, 'klo-2': HEADER },
  'order overdue': {
    director: OVERSEER,
    'klo-senior': OVERSEER,
    'klo-1': HEADER,
    'klo-2': HEADER,
    'support-1': HEADER,
    'support-2': HEADER,
  },
  'account waiting': { director: OVERSEER, 'support-1': HEADER, 'support-2': HEADER },
  'account waiting, was order': { director: OVERSEER, 'support-1': HEADER, 'support-2': HEADER },
  'order waiting, was account': { director: OVERSEER, 'klo-senior': SENIOR, 'klo-1': HEADER, 'klo-2': HEADER },
  'settlements waiting': { director: OVERSEER },
  'order with klo-1': { director: OVERSEER, 'klo-senior': OVERSEER, 'klo-1': OWN, 'klo-2': TOO_LATE },
  'overdue order with support-1': {
    director: OVERSEER,
    'klo-senior': OVERSEER,
    'klo-1': TOO_LATE,
    'klo-2': TOO_LATE,
    'klo-1 without roles': HIDDEN,
    'support-1': OWN,
    'support-2': TOO_LATE,
  },
  'account with support-1': { director: OVERSEER, 'support-1': OWN, 'support-2': TOO_LATE },
  'account with support-1, was order': {
    director: OVERSEER,
    'klo-senior': OVERSEER,
    'support-1': OWN,
    'support-2': TOO_LATE,
  },
  'account with klo-1 by the director’s wish': {
    director: OVERSEER,
    'klo-1': OWN,
    'support-1': TOO_LATE,
    'support-2': TOO_LATE,
  },
  'settlements with director': { director: OWN_AND_OVERSEER },
  'order closed by klo-1': { director: OVERSEER, 'klo-senior': OVERSEER, 'klo-1': OWN, 'klo-2': TOO_LATE },
  'overdue order closed by support-1': {
    director: OVERSEER,
    'klo-senior': OVERSEER,
    'klo-1': TOO_LATE,
    'klo-2': TOO_LATE,
    'support-1': OWN,
    'support-2': TOO_LATE,
  },
  'account closed by support-1, was order': {
    director: OVERSEER,
    'klo-senior': OVERSEER,
    'support-1': OWN,
    'support-2': TOO_LATE,
  },
  'settlements closed by director': { director: OWN_AND_OVERSEER },
  'order closed by klo-1, continued with klo-2': {
    director: OVERSEER,
    'klo-senior': OVERSEER,
    'klo-1': OWN,
    'klo-2': LOOKS_BACK,
  },
  'order closed by klo-1, continued with support-1': {
    director: OVERSEER,
    'klo-senior': OVERSEER,
    'klo-1': OWN,
    'klo-2': TOO_LATE,
    'support-1': LOOKS_BACK,
  },
};

test('the table speaks of every action and every case', () => {
  expect(ACTIONS.map((action) => `conversation.${action}`).toSorted()).toEqual(
    Object.keys(conversationAccess).toSorted(),
  );
  expect(Object.keys(TABLE).toSorted()).toEqual(Object.keys(cases).toSorted());
});

describe('CDEK-20', () => {
  for (const [name, facts] of Object.entries(cases)) {
    test.each(Object.keys(actors))(`${name}: %s`, (login) => {
      const expected = login === 'owner' ? CUSTOMER : (TABLE[name]?.[login] ?? HIDDEN);
      expect(ACTIONS.map((action) => sign(`conversation.${action}`, login, facts)).join('')).toBe(expected);
    });
  }
});

describe('CDEK-20 roles add up, and only within the program', () => {
  const read = (actor: Actor, facts: AccessFacts) =>
    verdictOnConversation(policy, 'conversation.read', actor, { ...facts, program: 'cdek', customerId: OWNER }).kind;
  const memberships = [
    { program: 'cdek', role: 'support' },
    { program: 'vet', role: 'klo' },
    { program: 'vet', role: 'director' },
  ];

  test('a role held elsewhere opens nothing here', () => {
    const actor = aStaffActor('two-jobs', { memberships });
    expect(read(actor, factsOf(aSupportState()))).toBe('open');
    expect(read(actor, factsOf(aWaitingState()))).toBe('hidden');
    expect(read(actor, factsOf(aSettlementsState()))).toBe('hidden');
  });

  test('an admin sees no correspondence, whatever roles they are given besides', () => {
    const actor = aStaffActor('klo-2', { admin: true });
    expect(read(actor, factsOf(aWaitingState()))).toBe('hidden');
    expect(read(actor, factsOf(assigned(aWaitingState(), 'klo-2')))).toBe('hidden');
  });

  test('a conversation of a program without conversations is open to no one', () => {
    for (const actor of Object.values(actors)) {
      const facts = { ...factsOf(aWaitingState()), program: 'vet', customerId: OWNER };
      expect(verdictOnConversation(undefined, 'conversation.read', actor, facts).kind).toBe('hidden');
    }
  });
});

describe('CDEK-20 whose requests a role oversees is the policy’s to say', () => {
  const oversight = { lead: ['klo', 'support'], trainee: [], director: 'all' } as const;
  const staff = (...roles: string[]) => ({ login: 'somebody', roles });

  test('one of several queues is enough', () => {
    expect(relationsOf({ oversight }, staff('lead'), factsOf(aSupportState()))).toEqual(['queue-overseer']);
    expect(relationsOf({ oversight }, staff('lead'), factsOf(aSettlementsState()))).toEqual([]);
  });

  test('no member of staff has a relation to an intake', () => {
    expect(relationsOf({ oversight }, staff('lead', 'director'), anIntake())).toEqual([]);
  });

  test.each([
    [['director'], true],
    [['lead'], true],
    [['trainee'], false],
    [['visitor'], false],
    [['trainee', 'lead'], true],
    [[], false],
  ])('%j may assign: %s', (roles, expected) => {
    expect(mayAssignIn({ oversight }, staff(...roles))).toBe(expected);
  });
});

test('CDEK-10 a person who is refused because another has accepted it reads who has', () => {
  const facts = factsOf(assigned(aWaitingState(), 'klo-1'));
  expect(refusalOf(policy, 'conversation.write', { login: 'director', roles: ['director'] }, facts)).toMatchObject({
    code: 'not-assignee',
    details: { assignee: 'klo-1' },
  });
});

test('who may read goes by today’s policy, what they may do by the policy that the case keeps', () => {
  const facts = { ...factsOf(assigned(aWaitingState(), 'klo-1')), program: 'cdek', customerId: OWNER };
  const [sees, sees0] = [{ oversight: { support: 'all' as const } }, { oversight: {} }];
  const actor = actors['support-1'];
  if (actor === undefined) throw new Error('there is a support-1');
  const kinds = (today: typeof sees | typeof sees0, kept: typeof sees | typeof sees0) =>
    (['conversation.read', 'conversation.read-messages', 'conversation.assign', 'conversation.identify'] as const).map(
      (action) => verdictOnConversation(today, action, actor, { ...facts, policy: kept }).kind,
    );
  expect(kinds(sees, sees0)).toEqual(['open', 'open', 'refused', 'refused']);
  expect(kinds(sees, sees)).toEqual(['open', 'open', 'open', 'open']);
  expect(kinds(sees0, sees)).toEqual(['hidden', 'hidden', 'hidden', 'hidden']);
});

function sign(action: ConversationAction, login: string, facts: Facts): string {
  const actor = actors[login];
  if (actor === undefined) throw new Error(`unknown login ${login}`);
  const verdict = verdictOnConversation(policy, action, actor, { ...facts, program: 'cdek', customerId: OWNER });
  if (verdict.kind === 'open') return isRefusedByTheCommand(action, actor, facts) ? 'n' : '+';
  if (verdict.kind === 'hidden') return '.';
  if (verdict.kind !== 'refused') return '?';
  return verdict.refusal.code === 'not-assignee' ? 'a' : 'n';
}

// Accepting passes on to the command, which answers people who come too late and refuses a role that may not.
function isRefusedByTheCommand(action: ConversationAction, actor: Actor, facts: Facts): boolean {
  if (action !== 'conversation.accept' || actor.kind !== 'staff') return false;
  const by = staffIn(actor, 'cdek');
  return refusalOfCommand(policy, { ...facts, category: null }, { kind: 'accept', by })?.code === 'not-allowed';
}
