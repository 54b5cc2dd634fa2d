// Owns running one of the project's own tools in the foreground, under this Node, in the clone's root. Knows no tool.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { resolve } from 'node:path';
import { onLauncherGone } from './end-with-launcher.ts';
import { endTree } from './process-tree.ts';

/** The clone's root. */
export const root = resolve(import.meta.dirname, '../..');

/** `limitMs`: a tool that takes longer is killed with all that it has started. */
export type ToolOptions = { env?: NodeJS.ProcessEnv; limitMs?: number };

/**
 * Runs `node <args>` with the terminal's input and output; signals and the launcher's end are passed on.
 * @returns its exit code, 128 + n when it was ended by signal n
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
