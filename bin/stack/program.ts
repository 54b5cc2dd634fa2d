import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { processIdentity } from '../launch/process-identity.mjs';
import { putOnLeash } from './leash.ts';

/** How to start a program. When everything stops, the lowest `order` stops first. */
export type ProgramOptions = {
  name: string;
  command: string;
  args: string[];
  order: number;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  uid?: number;
  gid?: number;
  stopSignal?: NodeJS.Signals;
  /** For a Node program of ours: it can be asked over a channel whether it is alive. */
  askable?: boolean;
  onLine?: (line: string) => void;
};

/** How a program ended. */
export type ProgramEnd = { code: number | null; signal: NodeJS.Signals | null };

/**
 * A running program. `stop` sends its stop signal and kills it after the grace period; `ask` tells whether it answers
 * in time.
 */
export type Program = {
  pid: number;
  ended: Promise<ProgramEnd>;
  hasEnded(): boolean;
  ask(withinMs: number): Promise<boolean>;
  stop(graceMs: number): Promise<void>;
};

/**
 * Starts a program in its own session, so that a Ctrl-C in the terminal reaches only us and we keep the order. The
 * program is on the leash: it is stopped even if this process is killed.
 */
export async function startProgram(options: ProgramOptions): Promise<Program> {
  const { command, args, name, env, cwd, uid, gid, order, stopSignal = 'SIGTERM', askable, onLine } = options;
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe', ...(askable === true ? ['ipc' as const] : [])],
    detached: true,
    env: env ?? process.env,
    ...(cwd === undefined ? {} : { cwd }),
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  });
  await once(child, 'spawn');
  const pid = child.pid as number;
  const release = putOnLeash({ name, order, pid, identity: processIdentity(pid) ?? '', stopSignal });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', (line) => onLine?.(line));
  }
  let end: ProgramEnd | undefined;
  const gone = new AbortController();
  const ended = new Promise<ProgramEnd>((resolve) => {
    child.on('exit', (code, signal) => {
      end = { code, signal };
      release();
      gone.abort();
      resolve(end);
    });
  });
  const stop = async (graceMs: number) => {
    if (end) return;
    child.kill(stopSignal);
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await ended;
    clearTimeout(timer);
  };
  const ask = (withinMs: number) => lives(child, AbortSignal.any([AbortSignal.timeout(withinMs), gone.signal]));
  return { pid, ended, hasEnded: () => end !== undefined, ask, stop };
}

/** Tells whether a process answers in time that it is alive. */
async function lives(child: ChildProcess, tooLate: AbortSignal): Promise<boolean> {
  const said = once(child, 'message', { signal: tooLate }).then(
    () => true,
    () => false,
  );
  // A process that is stopping has closed the channel.
  child.send('lives?', () => undefined);
  return said;
}

/** Keeps the last lines of a program's output, for the error message when it fails. */
export function lastLines(limit = 15): { add(line: string): void; text(): string } {
  const lines: string[] = [];
  return {
    add(line) {
      lines.push(line);
      if (lines.length > limit) lines.shift();
    },
    text: () => lines.join('\n'),
  };
}
