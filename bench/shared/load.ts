import { Agent, request as httpRequest } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

export type Task = () => Promise<void>;

export type Load = { ms: number[]; perSecond: number };

/** Runs a fixed number at once; each task begins when another ends. */
export async function closedLoop(tasks: readonly Task[], concurrency: number): Promise<Load> {
  const ms: number[] = [];
  const left = tasks.values();
  const begun = performance.now();
  const worker = async () => {
    for (const task of left) ms.push(await timed(task));
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return { ms, perSecond: (tasks.length / (performance.now() - begun)) * 1000 };
}

/** Begins tasks at an even rate, even if earlier ones have not ended. */
export async function openLoop(tasks: readonly Task[], perSecond: number): Promise<Load> {
  const begun = performance.now();
  const running: Promise<number>[] = [];
  for (const [index, task] of tasks.entries()) {
    const left = begun + (index * 1000) / perSecond - performance.now();
    if (left > 0) await pause(left);
    running.push(timed(task));
  }
  return { ms: await Promise.all(running), perSecond };
}

async function timed(task: Task): Promise<number> {
  const begun = performance.now();
  await task();
  return performance.now() - begun;
}

export type Poster = (
  path: string,
  body: object,
  headers?: Record<string, string>,
) => Promise<{ status: number; text: string }>;

/** Posts JSON over kept connections with Node's own client: fetch costs more than what is measured. */
export function posterTo(baseUrl: string, connections = 64): Poster {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return (path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const payload = JSON.stringify(body);
      const sent = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload), ...headers };
      const out = httpRequest(`${baseUrl}${path}`, { method: 'POST', agent, headers: sent }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => void (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text })).on('error', reject);
      });
      out.on('error', reject).end(payload);
    });
}
