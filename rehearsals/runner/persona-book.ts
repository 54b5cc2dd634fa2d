import { isObject, type Json } from './json.ts';
import type { RehearsedAnswer } from './system.ts';

type Tokens = {
  /** By the id that the token opens: conversations, and attachments in them. */
  byId: Map<string, string>;
  latest: string | null;
};

/** True for `customer` and `customer:<name>`. */
export function isCustomer(persona: string): boolean {
  return persona === 'customer' || persona.startsWith('customer:');
}

/**
 * Remembers the tokens of each customer persona. A 201 with `customerToken` and `id` stores the token for that
 * conversation; a POST whose answer names another `conversationId` stores the same token for that one too.
 */
export class PersonaBook {
  readonly #personas = new Map<string, Tokens>();

  /** The token for a request: that of the conversation in the path, otherwise the persona's latest, otherwise none. */
  tokenFor(persona: string, path: string): string | null {
    const tokens = this.#personas.get(persona);
    if (tokens === undefined) return null;
    for (const segment of segmentsOf(path)) {
      const token = tokens.byId.get(segment);
      if (token !== undefined) return token;
    }
    return tokens.latest;
  }

  /** Learns from the answer to a persona's request that was sent with `token`. */
  learn(persona: string, method: string, token: string | null, answer: RehearsedAnswer): void {
    const { body } = answer;
    if (method !== 'POST' || answer.status < 200 || answer.status > 299 || !isObject(body)) return;
    if (answer.status === 201 && isText(body.customerToken) && isText(body.id)) {
      this.#keep(persona, body.id, body.customerToken);
    } else if (token !== null) {
      for (const id of [body.id, body.conversationId]) if (isText(id)) this.#keep(persona, id, token);
    }
  }

  #keep(persona: string, id: string, token: string): void {
    const tokens = this.#personas.get(persona) ?? { byId: new Map<string, string>(), latest: null };
    tokens.byId.set(id, token);
    tokens.latest = token;
    this.#personas.set(persona, tokens);
  }
}

function segmentsOf(path: string): string[] {
  return (path.split('?')[0] ?? '')
    .split('/')
    .filter((segment) => segment !== '')
    .map(decoded);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A deliberately wrong path is sent unchanged; it contains no known id.
    return segment;
  }
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string';
}
