// Owns a house with an open door for browsers: the whole of it in one process, its pages served. Refuses to know a page.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../platform/clock.ts';
import { type Careline, startCareline } from '../harness/careline.ts';

export type House = Careline & { url: string };

const PAGES = join(import.meta.dirname, '../../web/dist/index.html');

/** Starts at the browsers' own time, because a countdown on a page runs by it; from there time is skipped. */
export async function openHouse(): Promise<House> {
  if (!existsSync(PAGES)) throw new Error('the pages are not built: run `npm test`, or `npx vite build web`');
  const careline = await startCareline(systemClock.now().toISOString());
  const url = await careline.app.listen({ port: 0, host: '127.0.0.1' });
  return { ...careline, url };
}

/** A later instant of the house. */
export function after(house: House, minutes: number): string {
  return new Date(Date.parse(house.now()) + minutes * 60_000).toISOString();
}
