// No schema can describe these faults: bytes that are not UTF-8, text that PostgreSQL cannot store, JSON too deep or
// too full.
import fp from 'fastify-plugin';
import { invalid, ProblemError } from '../server/errors.ts';

// Deeper than any body of ours; protects later recursive code from running out of stack.
const DEEPEST = 16;
// Fields and items together: several times what any body or query of ours may hold. They are counted first, because
// parsing and validating them is slow.
const MOST_VALUES = 1_000;
const tooMany = (most: number) => `has more than ${most} fields and items`;

const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]+)/i;
// ASCII is UTF-8 as well.
const UTF_8 = new Set(['utf-8', 'utf8', 'us-ascii']);

export const wellFormed = fp(
  async (app) => {
    const parse = app.getDefaultJsonParser('error', 'error');
    app.removeContentTypeParser('text/plain');
    app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
      const json = utf8(body as Buffer);
      const { mostValues = MOST_VALUES } = request.routeOptions.config;
      // Clients that always send the header mean “no body” by an empty one.
      if (json === '') done(null, undefined);
      else if (json === null) done(unfit('is not UTF-8'));
      else if (valuesIn(json, mostValues) > mostValues) done(unfit(tooMany(mostValues)));
      else void parse(request, json, done);
    });
    app.addHook('onRequest', async ({ headers }) => {
      const [, charset = 'utf-8'] = CHARSET.exec(headers['content-type'] ?? '') ?? [];
      if (!UTF_8.has(charset.toLowerCase())) {
        throw new ProblemError('unsupported-media-type', `send UTF-8 instead of ${charset}`);
      }
      const { 'content-encoding': coding = 'identity' } = headers;
      if (coding.toLowerCase() !== 'identity') {
        throw new ProblemError('unsupported-media-type', `send the body as it is instead of ${coding}`, {
          headers: { 'accept-encoding': 'identity' },
        });
      }
    });
    app.addHook('preValidation', async ({ url, body, query, params }) => {
      if (url.split('&', MOST_VALUES + 1).length > MOST_VALUES) throw unfit(tooMany(MOST_VALUES));
      checkStorable(body, 'body');
      checkStorable(query, 'query');
      checkStorable(params, 'path');
    });
  },
  { name: 'well-formed' },
);

const [QUOTE, BACKSLASH, COMMA, BRACKET, BRACE] = [...'"\\,[{'].map((sign) => sign.charCodeAt(0));

/** Counts the values in unparsed JSON, as far as there may be: each except the first of its list has a comma before it. */
function valuesIn(json: string, most: number): number {
  let [values, inText] = [0, false];
  for (let at = 0; at < json.length && values <= most; at += 1) {
    const sign = json.charCodeAt(at);
    if (sign === QUOTE) inText = !inText;
    else if (inText) at += sign === BACKSLASH ? 1 : 0;
    else if (sign === COMMA || sign === BRACKET || sign === BRACE) values += 1;
  }
  return values;
}

function utf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function unfit(message: string): ProblemError {
  const errors = [{ path: '', message }];
  return new ProblemError('invalid-request', 'the request does not fit its schema', { errors });
}

type Found = { value: unknown; path: string; depth: number };

/** @throws ProblemError 400 for NUL characters and lone surrogates in keys and values, and for too deep nesting */
function checkStorable(root: unknown, part: string): void {
  const left: Found[] = [{ value: root, path: '', depth: 0 }];
  for (let found = left.pop(); found !== undefined; found = left.pop()) {
    const { value, path, depth } = found;
    if (typeof value === 'string') checkText(value, path || part);
    // A stream, such as an upload, is no plain value; its reader checks it.
    if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) continue;
    if (depth === DEEPEST) invalid(path, `is nested more than ${DEEPEST} levels deep`);
    for (const [key, inner] of Object.entries(value)) {
      checkText(key, path || part);
      left.push({ value: inner, path: `${path}/${key}`, depth: depth + 1 });
    }
  }
}

function checkText(text: string, path: string): void {
  if (text.includes('\u0000')) invalid(path, 'must not contain the character U+0000');
  if (!text.isWellFormed()) invalid(path, 'must not contain half a surrogate pair');
}
