import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { resolve } from 'node:path';
import { onLauncherGone } from './end-with-launcher.ts';
import { endTree } from './process-tree.ts';

/** The clone's root. */
export const root = resolve(import.meta.dirname, '../..');

/** `limitMs`: a tool that takes longer is killed with everything it has started. */
export type ToolOptions = { env?: NodeJS.ProcessEnv; limitMs?: number };

/**
 * Runs `node <args>` in the clone's root with the terminal's input and output; passes on signals and the launcher's
 * end.
 * @returns its exit code, 128 + n when signal n ended it
 */
export function runTool(args: string[], { env = {}, limitMs }: ToolOptions = {}): Promise<number> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    const forward = (signal: NodeJS.Signals) => void child.kill(signal);
    process.on('SIGINT', forward).on('SIGTERM', forward);
    onLauncherGone(() => child.kill('SIGTERM'));
    const timer = limitMs === undefined ? undefined : setTimeout(() => endTree(child.pid as number), limitMs);
    child.on('error', failed);
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      process.off('SIGINT', forward).off('SIGTERM', forward);
      done(code ?? 128 + (signal ? constants.signals[signal] : 0));
    });
  });
}
