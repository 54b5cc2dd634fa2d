import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { closedAtTheEnd } from '../harness/closing.ts';

export const root = resolve(import.meta.dirname, '../..');
/** For a test that plays scenarios on a busy machine. */
export const LONGEST_MS = 480_000;

type Line = { kind: string; at: string; local: string; what?: string; rule?: string; text?: string; due?: string };
export type PlayedFile = {
  file: string;
  passed: boolean;
  ended: string | null;
  failures: object[];
  timeline: Line[];
};

/** Plays the scenarios in the arguments on the real system. */
export function rehearse(...args: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const command = [join(root, 'rehearsals', 'rehearse.ts'), ...args];
  const options = { cwd: root, timeout: LONGEST_MS, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((done) => {
    const child = execFile(process.execPath, command, options, (_, out, err) =>
      done({ code: child.exitCode, out, err }),
    );
    closedAtTheEnd(async () => child.kill());
  });
}
