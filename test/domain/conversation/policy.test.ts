// The policy as a running case keeps it (decision 0004).
import { expect, test } from '@jest/globals';
import { casePolicy, categoryPolicy, queuePolicy } from '../../../domain/conversation/policy.ts';
import { thePolicy } from '../../harness/builders.ts';

const policy = thePolicy();

test('a case keeps the whole policy but the labels and what is over when it starts', () => {
  const { intake: _, categories, dispositions, ...rest } = policy;
  const kept = casePolicy(policy);
  expect(kept).toEqual({
    ...rest,
    categories: categories.map(({ category, queue }) => ({ category, queue })),
    dispositions: dispositions.map(({ disposition, ownText }) => ({ disposition, ownText })),
  });
  expect(JSON.stringify(kept)).not.toContain('"label"');
});

test('a queue that the policy does not have is a mistake in its data', () => {
  expect(queuePolicy(policy, 'klo')).toBe(policy.queues['klo']);
  expect(() => queuePolicy(policy, 'nonsense')).toThrow(RangeError);
});

test('a category is found by its name only', () => {
  expect(categoryPolicy(policy, 'other')?.queue).toBe('support');
  expect(categoryPolicy(policy, 'Other')).toBeUndefined();
});
