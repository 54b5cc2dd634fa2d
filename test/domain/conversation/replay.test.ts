// A recorded request, run forward again from its category.
import { expect, test } from '@jest/globals';
import { later } from '../../../domain/calendar/instant.ts';
import type { ConversationPolicy } from '../../../domain/conversation/policy.ts';
import { conversation } from '../../../domain/conversation/process.ts';
import type { PastEvent } from '../../../domain/moment.ts';
import type { Program } from '../../../domain/program.ts';
import { rerun } from '../../../domain/version-replay.ts';
import { moscow, thePolicy } from '../../harness/builders.ts';
import { cdek } from '../../harness/programs.ts';

// A Monday, in working hours.
const START = moscow('2031-03-03 10:00');

type Event = [after: string, what: string, by?: string, details?: PastEvent['details']];

function replayed(events: readonly Event[], until: string, program: Program = cdek) {
  const chosen: Event = ['PT0S', 'category-chosen', 'customer', { category: 'order' }];
  const past = [chosen, ...events].map(([after, what, by = 'klo-1', details = null]) => ({
    ...{ at: later(START, after), what, by, details },
  }));
  return rerun(conversation, program, { id: 'c', openedAt: START, state: {}, events: past }, later(START, until));
}

const kindsOf = (found: ReturnType<typeof replayed>) =>
  found?.happenings.filter(({ kind }) => kind !== 'text').map(({ at, kind, what }) => [at, kind, what]);

function withPolicy(change: (policy: ConversationPolicy) => ConversationPolicy): Program {
  return { ...cdek, conversation: change(thePolicy()) };
}

test('CDEK-15 a request that waits is acknowledged, escalated once it is late, and its customer gets a text', () => {
  const found = replayed([], 'PT1H');
  expect(kindsOf(found)).toEqual([
    [later(START, 'PT10M'), 'overdue', 'request'],
    [later(START, 'PT10M'), 'escalation', 'klo-senior support'],
  ]);
  const texts = found?.happenings.filter(({ kind }) => kind === 'text').map(({ what }) => what) ?? [];
  expect(texts[0]).toBe(thePolicy().acknowledgement);
  expect(texts).toHaveLength(2);
});

test('CDEK-14 an acceptance ends the ladder, a release goes on with it, and a transfer begins another one', () => {
  expect(
    kindsOf(
      replayed(
        [
          ['PT9M', 'accepted'],
          ['PT9M30S', 'wrote', 'agent'],
        ],
        'PT20M',
      ),
    ),
  ).toEqual([]);
  const released: Event[] = [
    ['PT5M', 'accepted'],
    ['PT6M', 'released'],
  ];
  expect(kindsOf(replayed(released, 'PT20M'))?.[0]).toEqual([later(START, 'PT10M'), 'overdue', 'request']);
  const moved: Event[] = [['PT9M', 'transferred', 'klo-1', { from: 'order', to: 'other-order' }]];
  expect(replayed(moved, 'PT20M')).toBeNull();
});

test('CDEK-16 the reply clock runs with the messages that really came', () => {
  const waits: Event[] = [['PT1M', 'accepted']];
  expect(kindsOf(replayed(waits, 'PT30M'))?.map(([, kind]) => kind)).toContain('overdue');
  const answered: Event[] = [...waits, ['PT2M', 'wrote', 'agent']];
  expect(kindsOf(replayed(answered, 'PT30M'))).toEqual([]);
  const asksAgain: Event[] = [...answered, ['PT3M', 'wrote', 'customer']];
  const [late] = kindsOf(replayed(asksAgain, 'PT30M')) ?? [];
  expect(late?.slice(1)).toEqual(['overdue', 'reply-overdue']);
});

test('a closed request does nothing more; what comes after is counted as unfit', () => {
  const closed: Event[] = [
    ['PT1M', 'accepted'],
    ['PT2M', 'closed', 'klo-1', { disposition: 'waybill' }],
    ['PT3M', 'accepted'],
  ];
  const found = replayed(closed, 'PT9H');
  expect(found?.unfit).toBe(1);
  expect(kindsOf(found)).toEqual([]);
  expect(found?.happenings.at(-1)).toMatchObject({ what: thePolicy().rating.text, at: later(START, 'PT2M') });
});

test('a category leads where the program says; without it the request cannot be held', () => {
  const elsewhere = withPolicy((policy) => ({
    ...policy,
    categories: policy.categories.map((one) => (one.category === 'order' ? { ...one, queue: 'support' } : one)),
  }));
  expect(kindsOf(replayed([], 'PT1H', elsewhere))?.at(-1)).not.toEqual(kindsOf(replayed([], 'PT1H'))?.at(-1));
  const without = withPolicy((policy) => ({
    ...policy,
    categories: policy.categories.filter(({ category }) => category !== 'order'),
  }));
  expect(replayed([], 'PT1H', without)).toBeNull();
  expect(rerun(conversation, cdek, { id: 'c', openedAt: START, state: {}, events: [] }, START)).toBeNull();
});
