import { type RehearsedAnswer, type RehearsedRequest, SystemError } from '../runner/system.ts';
import type { Json } from '../runner/json.ts';

// Longer than the API waits for a running case before it answers `outcome-unknown`.
const LONGEST_MS = 30_000;

/**
 * Sends a request over real HTTP. @param origin such as `http://127.0.0.1:8080` @throws SystemError when no answer
 * comes
 */
export async function send(origin: string, request: RehearsedRequest): Promise<RehearsedAnswer> {
  const { method, path, headers } = request;
  const { body, contentType } = encoded(request);
  try {
    const answer = await fetch(`${origin}${path}`, {
      method,
      headers: { ...(contentType === null ? {} : { 'content-type': contentType }), ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(LONGEST_MS),
    });
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      cookies: answer.headers.getSetCookie(),
      body: await decoded(answer),
    };
  } catch (error) {
    const { cause, message } = error as Error;
    throw new SystemError(`${method} ${path} got no answer: ${cause instanceof Error ? cause.message : message}`);
  }
}

type Encoded = { body: string | FormData | null; contentType: string | null };

function encoded({ body, file, headers }: RehearsedRequest): Encoded {
  if (file !== undefined) return { body: form(file, body), contentType: null };
  if (body === undefined) return { body: null, contentType: null };
  const declared = headers['content-type'];
  // Webhooks of some vendors are no JSON; the text of such a step is sent unchanged.
  if (declared !== undefined && typeof body === 'string') return { body, contentType: null };
  return { body: JSON.stringify(body), contentType: declared === undefined ? 'application/json' : null };
}

/** Fields come before the file: a streaming server reads only what is before it. */
function form(file: { name: string; content: Uint8Array }, body: Json | undefined): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries((body ?? {}) as object)) {
    data.append(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  data.append('file', new Blob([new Uint8Array(file.content)]), file.name);
  return data;
}

async function decoded(answer: Response): Promise<Json> {
  const type = answer.headers.get('content-type')?.split(';')[0]?.trim() ?? '';
  if (type === 'text/event-stream') {
    await answer.body?.cancel();
    return { type, size: null };
  }
  const bytes = new Uint8Array(await answer.arrayBuffer());
  if (bytes.length === 0) return null;
  const isJson = /[/+]json$/.test(type);
  if (!isJson && !type.startsWith('text/')) return { type, size: bytes.length };
  const text = new TextDecoder().decode(bytes);
  return isJson ? (JSON.parse(text) as Json) : text;
}
