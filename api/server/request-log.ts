// Addresses of things, bodies, queries and callers are never logged, because they are personal data.
import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';

/** One line per request, when it is answered. */
export class RequestLog extends LogController {
  override incomingRequest(): void {}

  override routeNotFound(): void {}

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const { method, routeOptions, log } = request;
    const line = {
      method,
      route: routeOptions.url ?? null,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    };
    if (error) log.warn({ ...line, err: error }, 'request ended with an error');
    else log.info(line, 'request');
  }

  override writeHeadError(error: Error, request: FastifyRequest): void {
    request.log.warn({ err: error }, 'headers could not be written');
  }
}
