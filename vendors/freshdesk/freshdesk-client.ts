// One request per call to Freshdesk's API v2, without retries or redirects.
import { VendorError } from '../vendor-error.ts';

export type FreshdeskSettings = {
  /** The account's own address, such as `https://centre.freshdesk.com`. */
  baseUrl: string;
  apiKey: string;
};

/**
 * The parts of a ticket that we use. Status: 2 open, 3 pending, 4 resolved, 5 closed; from 6 on the account defines
 * them.
 */
export type FreshdeskTicket = {
  id: number;
  status: number;
  tags: string[];
  created_at: string;
  due_by: string | null;
  custom_fields: Record<string, unknown>;
};

export type FreshdeskNote = { id: number; body_text: string };

export type FreshdeskClient = ReturnType<typeof freshdeskClient>;

const PER_PAGE = 100;

/**
 * A client. Each call ends with its signal. @throws VendorError, and what fetch throws
 * Source: https://developers.freshdesk.com/api/ (tickets, conversations, filter tickets, rate limit, errors)
 */
export function freshdeskClient({ baseUrl, apiKey }: FreshdeskSettings) {
  // The key is the user name; the password is ignored.
  const authorization = `Basic ${btoa(`${apiKey}:X`)}`;
  const request = async <T>(method: string, path: string, signal: AbortSignal, body?: object): Promise<T> => {
    const headers = { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) };
    const sent = body === undefined ? null : JSON.stringify(body);
    const answer = await fetch(new URL(path, baseUrl), { method, headers, body: sent, redirect: 'manual', signal });
    return (await readJson(answer)) as T;
  };
  const ticket = (id: string) => `/api/v2/tickets/${encodeURIComponent(id)}`;
  return {
    createTicket: (fields: object, signal: AbortSignal) =>
      request<FreshdeskTicket>('POST', '/api/v2/tickets', signal, fields),
    updateTicket: (id: string, fields: object, signal: AbortSignal) =>
      request<FreshdeskTicket>('PUT', ticket(id), signal, fields),
    readTicket: (id: string, signal: AbortSignal) => request<FreshdeskTicket>('GET', ticket(id), signal),
    addNote: (id: string, body: string, signal: AbortSignal) =>
      request<FreshdeskNote>('POST', `${ticket(id)}/notes`, signal, { body, private: true }),
    /** All notes and replies of a ticket. */
    conversations: async (id: string, signal: AbortSignal): Promise<FreshdeskNote[]> => {
      const all: FreshdeskNote[] = [];
      for (let page = 1; ; page += 1) {
        const path = `${ticket(id)}/conversations?per_page=${PER_PAGE}&page=${page}`;
        const found = await request<FreshdeskNote[]>('GET', path, signal);
        all.push(...found);
        if (found.length < PER_PAGE) return all;
      }
    },
    /** Tickets whose custom field has a value. A new ticket takes minutes until it is found. */
    findByField: async (field: string, value: string, signal: AbortSignal): Promise<FreshdeskTicket[]> => {
      const query = new URLSearchParams({ query: `"${field}:'${value.replaceAll(/['"\\]/g, '')}'"` });
      const { results } = await request<{ results?: FreshdeskTicket[] }>(
        'GET',
        `/api/v2/search/tickets?${query}`,
        signal,
      );
      if (!Array.isArray(results)) throw new VendorError('wrong-answer');
      return results;
    },
  };
}

async function readJson(answer: Response): Promise<unknown> {
  const body = jsonOf(await answer.text());
  if (!answer.ok) throw new VendorError(codeOf(body) ?? `http-${answer.status}`, answer);
  if (typeof body !== 'object' || body === null) throw new VendorError('wrong-answer');
  return body;
}

// {code} for missing rights, {errors: [{field, code}]} for invalid fields.
function codeOf(body: unknown): string | null {
  const { code, errors } = (body ?? {}) as { code?: unknown; errors?: { code?: unknown }[] };
  const found = code ?? errors?.[0]?.code;
  return typeof found === 'string' && /^[a-z_]{1,40}$/.test(found) ? found : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
