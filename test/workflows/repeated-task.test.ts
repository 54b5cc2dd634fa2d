// A task is repeated until its process stops: at once after work, after a pause without work, and past any failure.
import { expect, test } from '@jest/globals';
import type { Logger } from 'pino';
import { repeat } from '../../worker/loop.ts';

type Said = { err?: Error; task?: string };

/** Runs one round per answer and stops after the last. Returns its log. */
async function rounds(answers: readonly (boolean | Error)[], everyMs: number) {
  const stop = new AbortController();
  const said: Said[] = [];
  const logger = { error: (line: Said) => void said.push(line) } as unknown as Logger;
  let begun = 0;
  const task = async () => {
    const answer = answers[begun] ?? false;
    begun += 1;
    if (begun >= answers.length) stop.abort();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  await repeat(task, { everyMs, signal: stop.signal, logger, name: 'relay' });
  return { begun, said };
}

// Longer than any test may take, so that a pause here would be noticed.
const DAY_MS = 86_400_000;

test('a task that did something is repeated at once', async () => {
  expect((await rounds([true, true, true], DAY_MS)).begun).toBe(3);
});

test('a task that did nothing is repeated after a pause', async () => {
  expect((await rounds([false, false, false], 1)).begun).toBe(3);
});

test('the pause ends with the process, and no other round begins', async () => {
  expect((await rounds([false], DAY_MS)).begun).toBe(1);
});

test('in the pause nothing runs', async () => {
  const stop = new AbortController();
  let begun = 0;
  const task = async () => {
    begun += 1;
    setImmediate(() => stop.abort());
    return false;
  };
  await repeat(task, { everyMs: DAY_MS, signal: stop.signal, logger: {} as Logger, name: 'relay' });
  expect(begun).toBe(1);
});

test('a failure is told of by name, and the task goes on after the pause', async () => {
  const failure = new Error('no');
  expect(await rounds([failure, true], 1)).toEqual({ begun: 2, said: [{ err: failure, task: 'relay' }] });
});

test('a process that has stopped begins nothing', async () => {
  let begun = 0;
  const task = async () => {
    begun += 1;
    return begun < 5;
  };
  await repeat(task, { everyMs: 1, signal: AbortSignal.abort(), logger: {} as Logger, name: 'relay' });
  expect(begun).toBe(0);
});
