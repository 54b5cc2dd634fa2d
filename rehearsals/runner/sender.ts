import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { fill, fillPath, fillText, type Names } from './fill.ts';
import { isCustomer, PersonaBook } from './persona-book.ts';
import type { Step } from './scenario.ts';
import { SignInError, StaffBook } from './staff-book.ts';
import type { RehearsedAnswer, RehearsedRequest, RehearsedSystem } from './system.ts';

/** A file of a step that cannot be read. */
export class StepFileError extends Error {
  override name = 'StepFileError';
}

/** The request as sent, with names filled in, and its answer. */
export type Exchange = { as: string | null; request: RehearsedRequest; answer: RehearsedAnswer };

/** Sends steps and keeps customers' tokens and staff sessions between them. */
export class Sender {
  readonly #system: RehearsedSystem;
  readonly #directory: string;
  readonly #customers = new PersonaBook();
  readonly #staff: StaffBook;

  /** @param scenarioFile files to send are relative to it */
  constructor(system: RehearsedSystem, scenarioFile: string) {
    this.#system = system;
    this.#directory = dirname(resolve(scenarioFile));
    this.#staff = new StaffBook((request) => system.request(request));
  }

  /**
   * Signs in all staff of the steps first, so that no step waits for a password check. A refused login is tried again
   * at its first step.
   */
  async signInAhead(steps: readonly Step[]): Promise<void> {
    for (const as of new Set(steps.map((step) => step.as))) {
      if (as === null || isCustomer(as) || as.includes('${')) continue;
      await this.#staff.cookieOf(as).catch((error: unknown) => {
        if (!(error instanceof SignInError)) throw error;
      });
    }
  }

  /** @throws FillError, SignInError, StepFileError; SystemError when no answer comes */
  async send(step: Step, names: Names): Promise<Exchange> {
    const request = await this.#build(step, names);
    const as = step.as === null ? null : fillText(step.as, names);
    if (as === null) return { as, request, answer: await this.#system.request(request) };
    if (isCustomer(as)) return this.#asCustomer(as, request);
    return this.#asStaff(as, request);
  }

  async #build(step: Step, names: Names): Promise<RehearsedRequest> {
    const headers = Object.entries(step.headers).map(([name, value]) => [
      name.toLowerCase(),
      String(fill(value, names)),
    ]);
    return {
      method: step.method,
      path: fillPath(step.path, names),
      headers: Object.fromEntries(headers) as Record<string, string>,
      ...(step.body === undefined ? {} : { body: fill(step.body, names) }),
      ...(step.file === undefined ? {} : { file: await this.#read(fillText(step.file, names)) }),
    };
  }

  async #read(file: string): Promise<{ name: string; content: Uint8Array }> {
    try {
      return { name: basename(file), content: await readFile(resolve(this.#directory, file)) };
    } catch (error) {
      throw new StepFileError(`the file ${file} cannot be read: ${(error as Error).message}`);
    }
  }

  async #asCustomer(as: string, plain: RehearsedRequest): Promise<Exchange> {
    const token = this.#customers.tokenFor(as, plain.path);
    const request = token === null ? plain : withHeader(plain, 'authorization', `Bearer ${token}`);
    const answer = await this.#system.request(request);
    this.#customers.learn(as, plain.method, token, answer);
    return { as, request, answer };
  }

  async #asStaff(as: string, plain: RehearsedRequest): Promise<Exchange> {
    const request = withHeader(plain, 'cookie', await this.#staff.cookieOf(as));
    const answer = await this.#system.request(request);
    if (answer.status !== 401) return { as, request, answer };
    // The session has ended, by a logout or by age; a rehearsal never fails because of that.
    this.#staff.forget(as);
    const again = withHeader(plain, 'cookie', await this.#staff.cookieOf(as));
    return { as, request: again, answer: await this.#system.request(again) };
  }
}

/** A header that the step sets itself wins. */
function withHeader(request: RehearsedRequest, name: string, value: string): RehearsedRequest {
  return { ...request, headers: { [name]: value, ...request.headers } };
}
