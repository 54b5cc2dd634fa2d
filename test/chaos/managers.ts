// Two managers want the same conversation; the winner answers and closes it. Each repeats until told the outcome.
import { randomUUID } from 'node:crypto';
import { systemClock } from '../../platform/clock.ts';
import { type Journal, newSender, type Request, type StaffAnswer } from './journal.ts';
import { type Api, untilDefinite, write } from './patient-http.ts';

export type Desk = { api: Api; journal: Journal; cookies: ReadonlyMap<string, string> };

/** Logs managers in before the kills. @throws Error for one who cannot log in */
export async function openDesk(api: Api, journal: Journal, logins: readonly string[]): Promise<Desk> {
  const cookies = new Map<string, string>();
  for (const login of logins) {
    const response = await fetch(`${api.baseUrl}/v1/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password: 'careline' }),
    });
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
    if (!response.ok || cookie === undefined) throw new Error(`${login} could not log in: ${response.status}`);
    cookies.set(login, cookie);
  }
  return { api, journal, cookies };
}

export type Service = { rivals: readonly [string, string]; closes: boolean };

/** Two managers accept at once. The winner writes twice and, if asked to, closes. */
export async function serve(desk: Desk, request: Request, { rivals, closes }: Service): Promise<void> {
  const { conversationId } = request;
  const answers = await Promise.all(rivals.map((login) => ask(desk, request, { login, act: 'accept', body: {} })));
  const winner = answers.find(({ status }) => status === 200)?.login;
  if (winner === undefined) return;
  const sender = newSender(desk.journal, `${winner} in ${conversationId}`);
  for (const number of [1, 2]) {
    const content = { text: `${winner} answers ${number}` };
    await write(desk.api, sender, { conversationId, content, headers: session(desk, winner) });
  }
  if (closes) await close(desk, request, winner);
}

export async function accept(desk: Desk, request: Request, login: string): Promise<void> {
  await ask(desk, request, { login, act: 'accept', body: {} });
}

export async function close(desk: Desk, request: Request, login: string): Promise<void> {
  await ask(desk, request, { login, act: 'close', body: { disposition: 'waybill' } });
}

type Asked = { login: string; act: StaffAnswer['act']; body: object };

async function ask(desk: Desk, { conversationId }: Request, { login, act, body }: Asked): Promise<StaffAnswer> {
  const path = `/v1/conversations/${conversationId}/${act}`;
  const headers = { ...session(desk, login), 'idempotency-key': randomUUID() };
  const { status, body: said, tries, waitedMs } = await untilDefinite(desk.api, { path, body, headers });
  const { code = null, assignee = null } = said as { code?: string; assignee?: string };
  const answer = {
    conversationId,
    login,
    act,
    status,
    code,
    assignee,
    tries,
    waitedMs,
    at: systemClock.now().getTime(),
  };
  desk.journal.answers.push(answer);
  return answer;
}

function session({ cookies }: Desk, login: string): Record<string, string> {
  return { cookie: cookies.get(login) ?? '' };
}
