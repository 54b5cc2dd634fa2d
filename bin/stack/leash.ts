// No program outlives the process that started it, even after kill -9.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isSameProcess, processGone, processIdentity } from '../launch/process-identity.mjs';

/** The record of a program. The identity contains its start time, so a reused pid is never killed. */
export type LeashedProgram = { name: string; order: number; pid: number; identity: string; stopSignal: NodeJS.Signals };

const runFolder = resolve(import.meta.dirname, '../../.careline/run');
let own: { folder: string; watcher: ChildProcess } | undefined;

/** Records the program and returns the function that removes the record. */
export function putOnLeash(program: LeashedProgram): () => void {
  own ??= startWatcher();
  const file = join(own.folder, `${program.pid}.json`);
  writeFileSync(`${file}.draft`, JSON.stringify(program));
  renameSync(`${file}.draft`, file);
  return () => rmSync(file, { force: true });
}

/**
 * Stops programs whose owners are dead. The watcher does this too, unless it was killed as well.
 * @returns the names of the stopped programs
 */
export async function stopOrphans(folder = runFolder): Promise<string[]> {
  const stopped: string[] = [];
  for (const owner of subfolders(folder)) {
    const path = join(folder, owner);
    const { pid, identity } = readJson<{ pid: number; identity: string }>(join(path, 'owner.json')) ?? {};
    if (pid !== undefined && identity !== undefined && isSameProcess(pid, identity)) continue;
    stopped.push(...(await stopAll(path)));
    rmSync(path, { recursive: true, force: true });
  }
  return stopped;
}

/** Stops every recorded program of the folder, in order, each with a grace period before it is killed. */
export async function stopAll(folder: string, graceMs = 8000): Promise<string[]> {
  const programs = readdirSync(folder)
    .filter((name) => /^\d+\.json$/.test(name))
    .flatMap((name) => readJson<LeashedProgram>(join(folder, name)) ?? [])
    .sort((left, right) => left.order - right.order);
  const stopped: string[] = [];
  for (const { name, pid, identity, stopSignal } of programs) {
    if (!isSameProcess(pid, identity)) continue;
    send(pid, stopSignal);
    if (!(await processGone(pid, identity, graceMs))) send(pid, 'SIGKILL');
    await processGone(pid, identity, 2000);
    stopped.push(name);
  }
  return stopped;
}

function startWatcher(): { folder: string; watcher: ChildProcess } {
  const folder = join(runFolder, `${process.pid}-${Math.random().toString(36).slice(2, 8)}`);
  mkdirSync(folder, { recursive: true });
  const owner = { pid: process.pid, identity: processIdentity(process.pid) };
  writeFileSync(join(folder, 'owner.json'), JSON.stringify(owner));
  const script = join(import.meta.dirname, 'leash-watcher.ts');
  // Its stdin closes when we end in any way: that is the only message it waits for.
  const watcher = spawn(process.execPath, [script, folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  watcher.on('error', () => undefined);
  watcher.unref();
  (watcher.stdin as unknown as { unref(): void } | null)?.unref();
  return { folder, watcher };
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

function subfolders(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readJson<T>(file: string): T | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return null;
  }
}
