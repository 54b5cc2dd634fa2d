// Owns the refusal of input that no schema can describe: text that PostgreSQL cannot store, JSON nested or filled beyond sense.
import fp from 'fastify-plugin';
import { invalid } from '../errors.ts';

// Deeper than any body of ours; keeps whatever walks a body afterwards from running out of stack.
const DEEPEST = 16;
// Fields and items together; several times what any body or query of ours may hold. Checking against a schema takes longer the
// more there are.
const MOST_VALUES = 1_000;

export const wellFormed = fp(
  async (app) => {
    const parse = app.getDefaultJsonParser('error', 'error');
    app.removeContentTypeParser('text/plain');
    app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
      // Clients that always send the header mean “no body” by an empty one.
      if (body === '') done(null, undefined);
      else void parse(request, body as string, done);
    });
    app.addHook('preValidation', async ({ body, query, params }) => {
      checkStorable(body, 'body');
      checkStorable(query, 'query');
      checkStorable(params, 'path');
    });
  },
  { name: 'well-formed' },
);

type Found = { value: unknown; path: string; depth: number };

/** @throws ProblemError 400 for NUL characters and lone surrogates in keys and values alike, too deep nesting, too many values */
function checkStorable(root: unknown, part: string): void {
  const left: Found[] = [{ value: root, path: '', depth: 0 }];
  let values = 0;
  for (let found = left.pop(); found !== undefined; found = left.pop()) {
    const { value, path, depth } = found;
    if (typeof value === 'string') checkText(value, path || part);
    // A stream, as of an upload, is no plain value and is looked at by whoever reads it.
    if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) continue;
    if (depth === DEEPEST) invalid(path, `is nested more than ${DEEPEST} levels deep`);
    const keys = Object.keys(value);
    values += keys.length;
    if (values > MOST_VALUES) invalid('', `has more than ${MOST_VALUES} fields and items`);
    for (const key of keys) {
      checkText(key, path || part);
      left.push({ value: (value as Record<string, unknown>)[key], path: `${path}/${key}`, depth: depth + 1 });
    }
  }
}

function checkText(text: string, path: string): void {
  if (text.includes('\u0000')) invalid(path, 'must not contain the character U+0000');
  if (!text.isWellFormed()) invalid(path, 'must not contain half a surrogate pair');
}
