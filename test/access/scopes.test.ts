// Scopes and keys say for every combination what the rule in words says.
import { expect, test } from '@jest/globals';
import { relationsOf, wasAddressed } from '../../domain/access/conversation-access.ts';
import { isReadable, isWide, sightOf } from '../../domain/access/scopes.ts';
import { conversation } from '../../domain/conversation/process.ts';
import { conversationKeys, conversationScopes, successorScope } from '../../domain/conversation/scopes.ts';
import { aWaitingState } from '../harness/builders.ts';
import { relationsBy } from './reader-oracle.ts';
import { cdek } from '../harness/programs.ts';

const QUEUES = ['klo', 'support', 'settlements'];
const ROLES = ['klo', 'klo-senior', 'support', 'director'];
const PEOPLE = ['klo-1', 'support-1'];
const oversight = { director: 'all', 'klo-senior': ['klo'], support: [] } as const;

/** All subsets. */
const subsets = (all: readonly string[]): string[][] =>
  all.reduce<string[][]>((found, one) => [...found, ...found.map((few) => [...few, one])], [[]]);

function* combinations() {
  for (const stage of ['waiting', 'assigned', 'closed'] as const)
    for (const queue of QUEUES)
      for (const others of subsets(QUEUES.filter((one) => one !== queue)))
        for (const addressedRoles of subsets(ROLES).slice(1))
          for (const assignee of stage === 'waiting' ? [null] : PEOPLE)
            for (const continuedBy of stage === 'closed' ? [null, 'support-1'] : [null])
              yield { stage, queue, visitedQueues: [...others, queue], addressedRoles, assignee, continuedBy };
}

const everyone = PEOPLE.flatMap((login) => subsets(ROLES).map((roles) => ({ login, roles })));

test('CDEK-20 CDEK-24: every stage, queue, role, assignee and reader', () => {
  let compared = 0;
  for (const facts of combinations()) {
    const { continuedBy, ...told } = facts;
    const scopes = [
      ...conversationScopes(aWaitingState(told)),
      ...(continuedBy === null ? [] : [successorScope(continuedBy)]),
    ];
    for (const staff of everyone) {
      const expected = relationsBy({ oversight }, staff, facts);
      expect([facts, staff, relationsOf({ oversight }, staff, { scopes }).toSorted()]).toEqual([
        facts,
        staff,
        [...expected].toSorted(),
      ]);
      if (isReadable(scopes, conversationKeys({ oversight }, staff)) !== expected.size > 0)
        throw new Error(JSON.stringify({ facts, staff }));
      const late = facts.addressedRoles.some((role) => staff.roles.includes(role));
      if (wasAddressed({ oversight }, staff, { scopes }) !== late) throw new Error(JSON.stringify({ facts, staff }));
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(10_000);
});

test('CDEK-20: an addressed role sees the header, one that was addressed only why it is too late', () => {
  expect(['program', 'queue:klo', 'addressed:klo', 'was-addressed:klo'].map(sightOf)).toEqual([
    'all',
    'all',
    'header',
    'refusal',
  ]);
  expect(isReadable(['was-addressed:klo'], ['was-addressed:klo'])).toBe(false);
});

test('keys of one person or role are no wide ones', () => {
  const keys = conversationKeys({ oversight }, { login: 'klo-1', roles: ['director', 'klo-senior'] });
  expect(keys.filter(isWide)).toEqual(['program', 'abandoned', 'queue:klo']);
});

test('the keys are those of the program’s rules today; a program without conversations has none', () => {
  const { conversation: _, ...without } = cdek;
  const director = { login: 'director', roles: ['director'] };
  expect(conversation.keys(cdek, director)).toContain('program');
  expect(conversation.keys(without as typeof cdek, director)).toEqual([]);
});
