// Failures are returned as values.
import createClient, { type Client } from 'openapi-fetch';
import type { paths } from '../generated/api.ts';
import { NETWORK, ProblemError, problemOf, type Problem } from './problem.ts';
import { noteServerTime } from './server-clock.ts';

export type Api = Client<paths>;

export type Result<Data> = { kind: 'ok'; data: Data } | { kind: 'failed'; problem: Problem };

/** `headers` is called for each request, because a customer's token appears while the page is open. */
export function openApi(headers: () => Record<string, string> = () => ({})): Api {
  const api = createClient<paths>({ baseUrl: location.origin });
  api.use({
    onRequest: ({ request }) => {
      for (const [name, value] of Object.entries(headers())) request.headers.set(name, value);
      return request;
    },
    onResponse: ({ response }) => noteServerTime(response.headers),
  });
  return api;
}

export type Answered<Data> = { data?: Data; error?: unknown; response: Response };

/** Waits for a call. No answer at all is the problem `network`. */
export async function resultOf<Data>(call: Promise<Answered<Data>>): Promise<Result<NonNullable<Data>>> {
  try {
    const { data, error, response } = await call;
    if (response.ok) return { kind: 'ok', data: data as NonNullable<Data> };
    return { kind: 'failed', problem: problemOf(response.status, response.headers, error) };
  } catch {
    return { kind: 'failed', problem: NETWORK };
  }
}

/** For the query layer, which expects failures to be thrown. @throws ProblemError */
export async function dataOf<Data>(call: Promise<Answered<Data>>): Promise<NonNullable<Data>> {
  const result = await resultOf(call);
  if (result.kind === 'failed') throw new ProblemError(result.problem);
  return result.data;
}
