import { expect, test } from '@jest/globals';
import { clientMessageIdIn, dedupeKeyOf } from '../../api/views/client-message-id.ts';
import type { Actor } from '../../domain/access/actor.ts';

const conversation = { id: '0197b0a2-0000-7000-8000-000000000001', customerId: '0197b0a2-0000-7000-8000-000000000002' };
const agent = { kind: 'staff', login: 'klo-1' } as Actor;
const customer = { kind: 'customer' } as Actor;

test.each(['m-1', 'a:b', `staff:x:${conversation.id}:y`, 'две\nстроки', ' '])('an id comes back as given: %j', (id) => {
  for (const actor of [agent, customer]) {
    expect(clientMessageIdIn(dedupeKeyOf(actor, conversation, id))).toBe(id);
  }
});

test('without an id there is no key; ids of two people, or of two conversations of one agent, do not meet', () => {
  expect(dedupeKeyOf(agent, conversation, null)).toBeNull();
  expect(clientMessageIdIn(null)).toBeNull();
  const other = { ...conversation, id: conversation.customerId };
  const keys = [
    dedupeKeyOf(agent, conversation, '1'),
    dedupeKeyOf(agent, other, '1'),
    dedupeKeyOf(customer, conversation, '1'),
  ];
  expect(new Set(keys).size).toBe(3);
});
