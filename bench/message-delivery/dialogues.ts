// The conversations are made through the database's own functions, because opening is limited by address.
import { randomUUID } from 'node:crypto';
import { hashPassword } from '../../api/people/passwords.ts';
import { openOrm, type Orm } from '../../db/orm.ts';
import { recordedMove } from '../../domain/conversation/process.ts';
import { writeConversationMove } from '../../db/write/conversation-moves.ts';
import { insertPerson } from '../../db/write/people.ts';
import { toInstant } from '../../domain/calendar/instant.ts';
import { beginRequest } from '../../domain/conversation/intake.ts';
import { moveOfCommand } from '../../domain/conversation/moves.ts';
import { categoryPolicy } from '../../domain/conversation/policy.ts';
import { systemClock } from '../../platform/clock.ts';
import { cdekPolicy } from '../../test/harness/waiting-request.ts';
import { seedRequest } from '../../test/harness/seeded-request.ts';

/** A conversation with the headers that identify its two people. */
export type Dialogue = { id: string; customer: Record<string, string>; manager: Record<string, string> };

const PASSWORD = 'careline';

/** Makes accepted conversations, each with its customer and its own logged-in manager. */
export async function makeDialogues(databaseUrl: string, apiUrl: string, count: number): Promise<Dialogue[]> {
  const orm = openOrm(databaseUrl, 4);
  const passwordHash = await hashPassword(PASSWORD);
  const dialogues: Dialogue[] = [];
  for (let number = 1; number <= count; number += 1) {
    const login = `bench-${number}`;
    const memberships = [{ program: 'cdek', role: 'klo' }];
    const person = { id: randomUUID(), login, name: login, passwordHash, admin: false, locale: 'ru', memberships };
    await insertPerson(orm.em.fork(), person, toInstant(systemClock.now()));
    const { id, token } = await accepted(orm, login);
    const cookie = await logIn(apiUrl, login);
    dialogues.push({ id, customer: { authorization: `Bearer ${token}` }, manager: { cookie } });
  }
  await orm.close();
  return dialogues;
}

async function accepted(orm: Orm, login: string): Promise<{ id: string; token: string }> {
  const policy = cdekPolicy();
  const category = categoryPolicy(policy, 'order');
  if (category === undefined) throw new Error('cdek has no category order');
  const since = toInstant(systemClock.now());
  const { id, token } = await seedRequest(orm, { category: 'order', since });
  const { state } = beginRequest(policy, category, since);
  const move = moveOfCommand(policy, state, { kind: 'accept', by: { login, roles: ['klo'] } }, since);
  if (move === null) throw new Error('nothing was accepted');
  await orm.em.fork().transactional((em) => writeConversationMove(em, id, recordedMove(move)));
  return { id, token };
}

async function logIn(apiUrl: string, login: string): Promise<string> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ login, password: PASSWORD });
  const response = await fetch(`${apiUrl}/v1/login`, { method: 'POST', headers, body });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
  if (cookie === undefined) throw new Error(`${login} could not log in: ${response.status}`);
  return cookie;
}
