// Every error leaves the API as application/problem+json (RFC 9457) with a stable code and without internal details.
import { STATUS_CODES } from 'node:http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import { isDatabaseOutage, isUnfitValue } from '../../db/errors.ts';
import { type InvalidField, OutcomeUnknownError, ProblemError, RefusedError } from '../server/errors.ts';
import { type ProblemCode, statusOf } from '../server/problem-statuses.ts';
import { answerBadChatAddress } from './chat-page.ts';
import { invalidFields } from './validation.ts';

type Problem = {
  code: ProblemCode;
  detail: string;
  members?: Record<string, unknown>;
  headers?: Record<string, string>;
};

const RETRY_SOON = { 'retry-after': '2' };

/** For Fastify's own option: errors before there is a route. */
export function answerFrameworkError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  if (!answerBadChatAddress(request, reply)) sendProblem(reply, frameworkProblem(error));
}

export const problems = fp(
  async (app) => {
    app.setErrorHandler((error: FastifyError, request, reply) => {
      const problem = problemOf(error, request);
      if (problem.code === 'internal-error') request.log.error({ err: error }, 'unexpected error');
      else if (problem.code === 'unavailable') request.log.warn({ err: error }, 'PostgreSQL is not available');
      return sendProblem(reply, problem);
    });
    app.setNotFoundHandler((_request, reply) =>
      sendProblem(reply, { code: 'not-found', detail: 'there is no such route' }),
    );
  },
  { name: 'problems' },
);

/** The members that every problem has. */
export function problemBody(code: ProblemCode, detail: string) {
  const status = statusOf(code);
  return { type: `urn:careline:problem:${code}`, title: STATUS_CODES[status] ?? 'Error', status, code, detail };
}

function sendProblem(reply: FastifyReply, { code, detail, members = {}, headers = {} }: Problem): FastifyReply {
  const status = statusOf(code);
  // Members that a rule adds never replace the common ones.
  const body = { ...members, ...problemBody(code, detail) };
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  return reply.code(status).headers(headers).type('application/problem+json').send(JSON.stringify(body));
}

function problemOf(error: FastifyError, request: FastifyRequest): Problem {
  if (error instanceof RefusedError) {
    const { code, message, details } = error.refusal;
    return { code, detail: message, members: details ?? {} };
  }
  if (error instanceof ProblemError) {
    const { code, message, headers, errors, members } = error;
    return errors.length > 0 ? invalidRequest(errors) : { code, detail: message, headers, members };
  }
  if (error instanceof OutcomeUnknownError) {
    const headers = { ...RETRY_SOON, 'idempotency-key': request.idempotencyKey };
    return { code: 'outcome-unknown', detail: error.message, headers };
  }
  if (error.validation !== undefined) return invalidRequest(invalidFields(error.validation as never));
  // A client that leaves in the middle of its body looks like a lost database, but is no reason for an alarm.
  if (error === request.raw.errored) return { code: 'invalid-request', detail: 'the request ended too early' };
  if (isDatabaseOutage(error)) {
    return { code: 'unavailable', detail: 'a part of the service is not available right now', headers: RETRY_SOON };
  }
  if (isUnfitValue(error)) return { code: 'invalid-request', detail: 'a value in the request cannot be read' };
  return frameworkProblem(error);
}

function invalidRequest(errors: readonly InvalidField[]): Problem {
  return { code: 'invalid-request', detail: 'the request does not fit its schema', members: { errors } };
}

/** Errors of Fastify and its plugins. An unexpected error is our fault, so the answer gives no details. */
function frameworkProblem({ statusCode = 500, message }: FastifyError): Problem {
  // The static files plugin answers 403 for a folder.
  if (statusCode === 404 || statusCode === 403) return { code: 'not-found', detail: 'there is no such route' };
  if (statusCode === 413) return { code: 'payload-too-large', detail: 'the request is too large' };
  if (statusCode === 415) return { code: 'unsupported-media-type', detail: message };
  if (statusCode === 429) return { code: 'rate-limited', detail: 'too many requests; wait and repeat' };
  if (statusCode >= 400 && statusCode < 500) return { code: 'invalid-request', detail: message };
  return { code: 'internal-error', detail: 'something went wrong here; it has been noted' };
}
