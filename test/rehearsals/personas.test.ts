import { describe, expect, test } from '@jest/globals';
import type { Json } from '../../rehearsals/runner/json.ts';
import { PersonaBook } from '../../rehearsals/runner/persona-book.ts';
import { SignInError, StaffBook } from '../../rehearsals/runner/staff-book.ts';
import type { RehearsedAnswer, RehearsedRequest } from '../../rehearsals/runner/system.ts';

const answered = (status: number, body: Json, cookies: string[] = []): RehearsedAnswer => ({
  status,
  headers: {},
  cookies,
  body,
});

describe('customers', () => {
  const book = new PersonaBook();
  book.learn('customer:anna', 'POST', null, answered(201, { id: 'a1', customerToken: 't-a1' }));
  book.learn('customer:anna', 'POST', null, answered(201, { id: 'a2', customerToken: 't-a2' }));
  book.learn('customer:ivan', 'POST', null, answered(201, { id: 'i1', customerToken: 't-i1' }));

  test('the token is that of the conversation in the path', () => {
    expect(book.tokenFor('customer:anna', '/v1/conversations/a1/messages?limit=1')).toBe('t-a1');
    expect(book.tokenFor('customer:anna', '/v1/conversations/a2')).toBe('t-a2');
  });

  test('else the latest one, also for somebody else’s conversation', () => {
    expect(book.tokenFor('customer:anna', '/v1/attachments/x')).toBe('t-a2');
    expect(book.tokenFor('customer:ivan', '/v1/conversations/a1')).toBe('t-i1');
  });

  test('a new customer has none', () => {
    expect(book.tokenFor('customer', '/v1/conversations/a1')).toBeNull();
  });

  test('a message to a closed conversation makes the token serve the new one', () => {
    const mine = new PersonaBook();
    mine.learn('customer', 'POST', null, answered(201, { id: 'c1', customerToken: 't1' }));
    mine.learn('customer', 'POST', null, answered(201, { id: 'c2', customerToken: 't2' }));
    mine.learn('customer', 'POST', 't1', answered(201, { id: 'm9', conversationId: 'c3' }));
    expect(mine.tokenFor('customer', '/v1/conversations/c3/messages')).toBe('t1');
    mine.learn('customer', 'POST', 't2', answered(200, { id: 'm10', conversationId: 'c4' }));
    expect(mine.tokenFor('customer', '/v1/conversations/c4')).toBe('t2');
  });

  test('refusals and reads teach nothing', () => {
    const mine = new PersonaBook();
    mine.learn('customer', 'POST', null, answered(409, { id: 'c1', customerToken: 't1' }));
    mine.learn('customer', 'GET', null, answered(200, { id: 'c1', customerToken: 't1' }));
    expect(mine.tokenFor('customer', '/v1/conversations/c1')).toBeNull();
  });
});

describe('staff', () => {
  test('is signed in once, and again after its session was forgotten', async () => {
    const sent: RehearsedRequest[] = [];
    const book = new StaffBook((request) => {
      sent.push(request);
      return Promise.resolve(answered(200, {}, [`session=s${sent.length}; Path=/; HttpOnly`, 'x=1']));
    });
    expect(await book.cookieOf('klo-1')).toBe('session=s1; x=1');
    expect(await book.cookieOf('klo-1')).toBe('session=s1; x=1');
    book.forget('klo-1');
    expect(await book.cookieOf('klo-1')).toBe('session=s2; x=1');
    expect(sent).toHaveLength(2);
    expect(sent[0]).toMatchObject({
      method: 'POST',
      path: '/v1/login',
      body: { login: 'klo-1', password: 'careline' },
    });
  });

  test('an unknown login is told', async () => {
    const book = new StaffBook(() => Promise.resolve(answered(401, { code: 'wrong-password' })));
    await expect(book.cookieOf('stranger')).rejects.toThrow(SignInError);
    await expect(book.cookieOf('stranger')).rejects.toThrow(/"stranger" cannot sign in: .* 401/);
  });
});
