// The processes are small Nodes that the test starts itself.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from '@jest/globals';
import { holderOf, tryLock, withLock } from '../../bin/launch/lock.mjs';
import { isSameProcess, parentOf, processGone, processIdentity } from '../../bin/launch/process-identity.mjs';
import { stopOrphans } from '../../bin/stack/leash.ts';

const folder = mkdtempSync(join(tmpdir(), 'processes-'));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function aProcess(
  code = 'setInterval(() => 0, 1000)',
): Promise<{ pid: number; identity: string; child: ChildProcess }> {
  const child = spawn(process.execPath, ['-e', `${code}; console.log('up')`], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await once(child.stdout as NonNullable<typeof child.stdout>, 'data');
  const pid = child.pid as number;
  return { pid, identity: processIdentity(pid) ?? '', child };
}

const deadHolder = JSON.stringify({ pid: process.pid, identity: 'another boot/1' });

describe('process identity', () => {
  test('tells a process from a later one with the same pid', async () => {
    const { pid, identity } = await aProcess();
    expect(isSameProcess(pid, identity)).toBe(true);
    expect(isSameProcess(pid, `${identity}1`)).toBe(false);
    expect(parentOf(pid)).toBe(process.pid);
  });

  test('is null for what does not run', async () => {
    const { pid, identity, child } = await aProcess();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await processGone(pid, identity, 2000)).toBe(true);
    expect(processIdentity(pid)).toBeNull();
    expect(processIdentity(-1)).toBeNull();
  });
});

describe('lock', () => {
  test('is taken once and names its holder', () => {
    const lock = join(folder, 'taken.lock');
    expect(tryLock(lock)).toBe(true);
    expect(holderOf(lock)?.pid).toBe(process.pid);
    expect(tryLock(lock)).toBe(false);
  });

  test('of a dead holder, whose pid somebody else has now, is taken over', () => {
    const lock = join(folder, 'dead.lock');
    writeFileSync(lock, deadHolder);
    expect(tryLock(lock)).toBe(true);
    expect(existsSync(`${lock}.breaking`)).toBe(false);
  });

  test('half written by a power cut is taken over', () => {
    const lock = join(folder, 'half.lock');
    writeFileSync(lock, '{"pid": 1');
    expect(tryLock(lock)).toBe(true);
  });

  test('lets several processes work one after the other, never together', async () => {
    const lock = resolve(folder, 'many.lock');
    const journal = join(folder, 'journal');
    const script = `
      import { appendFileSync } from 'node:fs';
      const { withLock } = await import(${JSON.stringify(resolve(import.meta.dirname, '../../bin/launch/lock.mjs'))});
      await withLock(${JSON.stringify(lock)}, () => {}, async () => {
        appendFileSync(${JSON.stringify(journal)}, 'in ');
        await new Promise((wake) => setTimeout(wake, 30));
        appendFileSync(${JSON.stringify(journal)}, 'out ');
      });`;
    writeFileSync(lock, deadHolder);
    const runs = [1, 2, 3, 4].map(() => spawn(process.execPath, ['--input-type=module', '-e', script]));
    children.push(...runs);
    await Promise.all(runs.map((run) => once(run, 'exit')));
    expect(readFileSync(journal, 'utf8')).toBe('in out in out in out in out ');
  });

  test('is given back when the work throws', async () => {
    const lock = join(folder, 'throws.lock');
    const work = () => Promise.reject(new Error('no'));
    await expect(withLock(lock, () => undefined, work)).rejects.toThrow('no');
    expect(existsSync(lock)).toBe(false);
  });
});

describe('stopOrphans', () => {
  function anOwner(
    name: string,
    owner: { pid: number; identity: string },
    program: { pid: number; identity: string },
  ): void {
    mkdirSync(join(folder, 'run', name), { recursive: true });
    writeFileSync(join(folder, 'run', name, 'owner.json'), JSON.stringify(owner));
    const entry = { name, order: 1, stopSignal: 'SIGTERM', ...program };
    writeFileSync(join(folder, 'run', name, `${program.pid}.json`), JSON.stringify(entry));
  }

  test('stops what a dead owner left, and nothing else', async () => {
    const [orphan, kept, stranger] = await Promise.all([aProcess(), aProcess(), aProcess()]);
    const dead = { pid: 4_000_000, identity: 'another boot/1' };
    anOwner('orphan', dead, orphan);
    anOwner('reused pid', dead, { pid: stranger.pid, identity: 'another boot/2' });
    anOwner('kept', { pid: process.pid, identity: processIdentity(process.pid) ?? '' }, kept);
    expect(await stopOrphans(join(folder, 'run'))).toEqual(['orphan']);
    expect(processIdentity(orphan.pid)).toBeNull();
    expect(isSameProcess(kept.pid, kept.identity)).toBe(true);
    expect(isSameProcess(stranger.pid, stranger.identity)).toBe(true);
    expect(existsSync(join(folder, 'run', 'orphan'))).toBe(false);
    expect(existsSync(join(folder, 'run', 'kept'))).toBe(true);
  });

  test('finds nothing where nothing ever ran', async () => {
    expect(await stopOrphans(join(folder, 'nowhere'))).toEqual([]);
  });
});
