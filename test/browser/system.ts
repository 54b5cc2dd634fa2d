// The whole system in one process, with its pages served to browsers.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Careline, startCareline } from '../harness/careline.ts';

export type System = Careline & { url: string };

const PAGES = join(import.meta.dirname, '../../web/dist/index.html');

// A working Monday, ten in Cairo and eleven in Moscow: no day ends while a file of tests runs, whatever the machine's
// clock says.
const MORNING = '2031-03-03T08:00:00.000Z';

/** Starts on a Monday morning; from there time is skipped. The pages follow this clock. */
export async function openSystem(): Promise<System> {
  if (!existsSync(PAGES)) throw new Error('the pages are not built: run `npm test`, or `npx vite build web`');
  const careline = await startCareline(MORNING);
  tellItsTime(careline);
  const url = await careline.app.listen({ port: 0, host: '127.0.0.1' });
  return { ...careline, url };
}

/** A later instant of the system's clock. */
export function after(system: System, minutes: number): string {
  return new Date(Date.parse(system.now()) + minutes * 60_000).toISOString();
}

/** Pages learn the time from every answer except one that begins a session: a browser keeps a cookie by the real time. */
function tellItsTime(careline: Careline): void {
  careline.app.server.prependListener('request', ({ method, url }, answer) => {
    const givesCookie = method === 'POST' && (url === '/v1/login' || url === '/v1/me/password');
    if (!givesCookie) answer.setHeader('date', new Date(careline.now()).toUTCString());
  });
}
