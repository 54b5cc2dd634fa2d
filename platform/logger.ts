// Owns how processes log: one JSON line each, without personal data.
import { type Logger, pino } from 'pino';
import type { Settings } from './settings.ts';

export function createLogger(settings: Pick<Settings, 'CARELINE_LOG_LEVEL'>, process: 'api' | 'worker'): Logger {
  return pino({
    level: String(settings.CARELINE_LOG_LEVEL),
    base: { process },
    redact: [
      'req.headers.authorization',
      'req.headers.cookie',
      'req.headers["x-api-key"]',
      'res.headers["set-cookie"]',
    ],
  });
}
