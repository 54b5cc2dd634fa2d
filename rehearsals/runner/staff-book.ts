import { shown } from './json.ts';
import { type RehearsedRequest, type RehearsedSystem, SystemError } from './system.ts';

// The password of every demo person.
const PASSWORD = 'careline';

/** A staff login that the system refuses. */
export class SignInError extends Error {
  override name = 'SignInError';
}

/** Keeps one session cookie per login. */
export class StaffBook {
  readonly #cookies = new Map<string, string>();
  readonly #send: RehearsedSystem['request'];

  constructor(send: RehearsedSystem['request']) {
    this.#send = send;
  }

  /** The cookie header of a login; signs in if there is no session yet. @throws SignInError */
  async cookieOf(login: string): Promise<string> {
    return this.#cookies.get(login) ?? (await this.#signIn(login));
  }

  /** Forgets a session that has ended, so that the next request signs in again. */
  forget(login: string): void {
    this.#cookies.delete(login);
  }

  async #signIn(login: string): Promise<string> {
    const request: RehearsedRequest = {
      method: 'POST',
      path: '/v1/login',
      headers: {},
      body: { login, password: PASSWORD },
    };
    const answer = await this.#send(request);
    if (answer.status < 200 || answer.status > 299) {
      throw new SignInError(
        `"${login}" cannot sign in: POST /v1/login answered ${answer.status} ${shown(answer.body)}`,
      );
    }
    const cookie = answer.cookies.map((line) => line.split(';')[0] ?? '').join('; ');
    if (cookie === '') throw new SystemError(`POST /v1/login as "${login}" answered ${answer.status} without a cookie`);
    this.#cookies.set(login, cookie);
    return cookie;
  }
}
