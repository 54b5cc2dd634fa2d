// Who passes a route's rule, before anything is looked up.
import { describe, expect, test } from '@jest/globals';
import type { Actor } from '../../domain/access/actor.ts';
import { actorName, appLogin, staffIn } from '../../domain/access/actor.ts';
import { conversationAccess } from '../../domain/access/conversation-access.ts';
import {
  isConversationAction,
  type RouteRule,
  routeAccess,
  verdictOnProgram,
  verdictOnRoute,
} from '../../domain/access/route-access.ts';
import { aStaffActor } from '../harness/builders.ts';

const anonymous: Actor = { kind: 'anonymous' };
const customer: Actor = { kind: 'customer', customerId: 'c', program: 'cdek' };
const agent = aStaffActor('klo-1');
const director = aStaffActor('director');
const admin = aStaffActor('admin', { admin: true });
const app = aStaffActor(appLogin({ program: 'cdek', name: 'reports' }));
const newcomer: Actor = { ...agent, passwordDue: true };
const newAdmin: Actor = { ...admin, passwordDue: true };

describe('a route is open', () => {
  test.each<[RouteRule, string, string, string, string, string, string]>([
    // rule, no actor, customer, app, agent, director, admin
    ['anyone', 'open', 'open', 'open', 'open', 'open', 'open'],
    ['signed-in', 'unknown-actor', 'open', 'open', 'open', 'open', 'open'],
    ['staff', 'unknown-actor', 'refused', 'open', 'open', 'open', 'open'],
    ['person', 'unknown-actor', 'refused', 'refused', 'open', 'open', 'open'],
    ['own-password', 'unknown-actor', 'refused', 'refused', 'open', 'open', 'open'],
    ['admin', 'unknown-actor', 'refused', 'refused', 'refused', 'refused', 'open'],
    ['conversation.read', 'unknown-actor', 'open', 'open', 'open', 'open', 'open'],
    ['conversation.write', 'unknown-actor', 'open', 'open', 'open', 'open', 'open'],
    ['conversation.accept', 'unknown-actor', 'open', 'open', 'open', 'open', 'open'],
    ['service-package.read', 'unknown-actor', 'refused', 'open', 'open', 'open', 'open'],
    ['ticket.take', 'unknown-actor', 'refused', 'open', 'open', 'open', 'open'],
  ])('%s', (rule, ...expected) => {
    const verdicts = [anonymous, customer, app, agent, director, admin].map(
      (actor) => verdictOnRoute(rule, actor).kind,
    );
    expect(verdicts).toEqual(expected);
  });

  test('every rule knows what to say to everybody', () => {
    const rules = [...Object.keys(routeAccess), ...Object.keys(conversationAccess)] as RouteRule[];
    for (const rule of rules) {
      for (const actor of [anonymous, customer, agent, director, admin])
        expect(verdictOnRoute(rule, actor)).toBeDefined();
      expect(isConversationAction(rule)).toBe(rule.startsWith('conversation.'));
    }
  });
});

test('a first password opens its own change and the public routes, and nothing else', () => {
  const rules = [...Object.keys(routeAccess), ...Object.keys(conversationAccess), 'ticket.take'] as RouteRule[];
  for (const actor of [newcomer, newAdmin]) {
    const open = rules.filter((rule) => verdictOnRoute(rule, actor, true).kind === 'open');
    expect(open).toEqual(['anyone', 'own-password']);
    const code = { kind: 'refused', refusal: { code: 'password-change-required' } };
    expect(verdictOnRoute('admin', actor)).toMatchObject(code);
  }
});

test('a known caller who is refused reads why', () => {
  expect(verdictOnRoute('admin', agent)).toMatchObject({ kind: 'refused', refusal: { code: 'not-allowed' } });
});

test('roles are those of the program asked for', () => {
  const memberships = [
    { program: 'cdek', role: 'klo' },
    { program: 'vet', role: 'agent' },
    { program: 'cdek', role: 'support' },
  ];
  const actor = aStaffActor('two-jobs', { memberships });
  expect(staffIn(actor, 'cdek')).toEqual({ login: 'two-jobs', roles: ['klo', 'support'] });
  expect(staffIn(actor, 'pod')).toEqual({ login: 'two-jobs', roles: [] });
});

test('in trails people stand with their login, others with what they are', () => {
  expect([agent, customer, anonymous].map(actorName)).toEqual(['klo-1', 'customer', 'anonymous']);
});

test('a key that only reads changes nothing, whatever the rule; other callers are not asked what changes', () => {
  const reader: Actor = { ...agent, readOnly: true };
  for (const rule of ['anyone', 'signed-in', 'staff', 'conversation.write'] as const) {
    expect(verdictOnRoute(rule, reader, true)).toMatchObject({ kind: 'refused', refusal: { code: 'key-read-only' } });
    expect([verdictOnRoute(rule, reader, false).kind, verdictOnRoute(rule, agent, true).kind]).toEqual([
      'open',
      'open',
    ]);
    // By default a request counts as one that changes nothing.
    expect(verdictOnRoute(rule, reader).kind).toBe('open');
  }
  expect(verdictOnRoute('anyone', anonymous, true).kind).toBe('open');
  expect(verdictOnRoute('signed-in', customer, true).kind).toBe('open');
  expect(verdictOnRoute('staff', reader, true)).toEqual({
    ...{ kind: 'refused', refusal: { code: 'key-read-only', message: expect.stringContaining('only reads') } },
  });
});

test('a person with a first password may change it and use the public routes', () => {
  const due: Actor = { ...director, passwordDue: true };
  for (const rule of ['signed-in', 'staff', 'person', 'conversation.read', 'ticket.take'] as const) {
    expect(verdictOnRoute(rule, due)).toMatchObject({ kind: 'refused', refusal: { code: 'password-change-required' } });
  }
  for (const rule of ['anyone', 'own-password'] as const) expect(verdictOnRoute(rule, due).kind).toBe('open');
  expect(verdictOnRoute('staff', { ...director, passwordDue: false }).kind).toBe('open');
});

test('what is a person’s own is no app’s', () => {
  const app = aStaffActor('app:cdek/reports');
  const kinds = (rule: RouteRule) => [app, agent, admin].map((actor) => verdictOnRoute(rule, actor).kind);
  expect([kinds('staff'), kinds('person'), kinds('own-password')]).toEqual([
    ['open', 'open', 'open'],
    ['refused', 'open', 'open'],
    ['refused', 'open', 'open'],
  ]);
});

test.each([
  ['a person who works in it', agent, 'cdek', 'open'],
  ['a person who works in another', agent, 'filkhedma', 'hidden'],
  ['a person who works nowhere', aStaffActor('new', { memberships: [] }), 'cdek', 'hidden'],
  ['an admin', admin, 'filkhedma', 'open'],
  ['its customer', customer, 'cdek', 'hidden'],
  ['an anonymous caller', anonymous, 'cdek', 'hidden'],
] as const)('a route under a program, asked by %s', (_, actor, program, kind) => {
  expect(verdictOnProgram(program, actor).kind).toBe(kind);
});
