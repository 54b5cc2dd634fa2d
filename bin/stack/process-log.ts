// All lines of a process go to its log file; warnings and errors also go to the terminal, in short form.
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { lastLines } from './program.ts';

/** The log of one process. */
export type ProcessLog = { file: string; line(text: string): void; tail(): string };

const REPEAT_MS = 10_000;
let muted = false;

/** While everything stops, lost connections are expected and not shown. */
export function muteTerminal(): void {
  muted = true;
}

/** Opens (and empties) the log file of a process. */
export function openLog(folder: string, name: string): ProcessLog {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${name}.log`);
  const stream = createWriteStream(file);
  const last = lastLines();
  const said = new Map<string, number>();
  return {
    file,
    line(text) {
      stream.write(`${text}\n`);
      last.add(text);
      const short = muted ? null : shortForm(text);
      if (short === null || (said.get(short) ?? -REPEAT_MS) > performance.now() - REPEAT_MS) return;
      said.set(short, performance.now());
      console.log(`[${name}] ${short}`);
    },
    tail: last.text,
  };
}

/**
 * The short form of a line for the terminal: pino's warnings and errors, fatal ones of PostgreSQL and Temporal;
 * otherwise null.
 */
export function shortForm(line: string): string | null {
  if (line.startsWith('{')) return shortJson(line);
  return /\b(FATAL|PANIC):/.test(line) ? line.replace(/^.*?(?=FATAL|PANIC)/, '') : null;
}

function shortJson(line: string): string | null {
  try {
    const { level, msg, err } = JSON.parse(line) as { level?: unknown; msg?: string; err?: { message?: string } };
    if (level === 'FATAL') return `fatal: ${msg ?? ''}`;
    if (typeof level !== 'number' || level < 40) return null;
    const word = level >= 60 ? 'fatal' : level >= 50 ? 'error' : 'warning';
    const why = err?.message && err.message !== msg ? `: ${err.message}` : '';
    return `${word}: ${msg ?? ''}${why}`.slice(0, 300);
  } catch {
    return null;
  }
}
