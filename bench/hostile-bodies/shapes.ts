import { randomUUID } from 'node:crypto';

export type Shape = { name: string; path: string; headers: Record<string, string>; body: string };

type Senders = { customer: { id: string; token: string }; adminCookie: string };

/** An object with `count` fields, `{"k0":0,…}`. */
function fields(count: number): string {
  return `{${Array.from({ length: count }, (_, n) => `"k${n.toString(36)}":0`).join(',')}}`;
}

/**
 * The five worst bodies: two that are too large to be read, and the largest ones that are read and refused by each kind
 * of check.
 */
export function worstShapes({ customer, adminCookie }: Senders): Shape[] {
  const messages = `/v1/conversations/${customer.id}/messages`;
  const bearer = { authorization: `Bearer ${customer.token}` };
  const memberships = Array.from({ length: 300 }, (_, n) => ({ program: `p${n}`, role: 'klo' }));
  const person = { login: 'new', name: 'New', password: randomUUID(), memberships };
  return [
    { name: '1 MB of 90,000 fields to the login', path: '/v1/login', headers: {}, body: fields(90_000) },
    {
      name: '60 kB of fields to an opening',
      path: '/v1/programs/cdek/conversations',
      headers: {},
      body: fields(7_000),
    },
    { name: '250 kB of fields for a message', path: messages, headers: bearer, body: fields(25_000) },
    {
      name: 'a message of 250 kB, all escaped',
      path: messages,
      headers: bearer,
      body: `{"text":"${'\\ud83d\\ude00'.repeat(20_800)}"}`,
    },
    {
      name: '300 different items in a list of a set',
      path: '/v1/people',
      headers: { cookie: adminCookie },
      body: JSON.stringify(person),
    },
  ];
}
