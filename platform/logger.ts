// Each log line is one line of JSON without personal data.
import { type Logger, pino } from 'pino';
import type { Settings } from './settings.ts';

export function createLogger(settings: Pick<Settings, 'CARELINE_LOG_LEVEL'>, process: 'api' | 'worker'): Logger {
  return pino({
    level: String(settings.CARELINE_LOG_LEVEL),
    base: { process },
    serializers: { err: loggable },
    redact: [
      'req.headers.authorization',
      'req.headers.cookie',
      'req.headers["x-api-key"]',
      'res.headers["set-cookie"]',
    ],
  });
}

/** The part of an error without values: PostgreSQL's `detail` and `where` quote the row. */
export function loggable(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, code, table, constraint } = error as Error & Record<string, unknown>;
  return { type: name, message, stack, code, table, constraint };
}
