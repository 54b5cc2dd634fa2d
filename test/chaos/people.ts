import { setTimeout as pause } from 'node:timers/promises';
import { keepWriting, openAndChoose } from './customers.ts';
import type { Journal } from './journal.ts';
import { accept, close, openDesk, serve } from './managers.ts';
import type { Api } from './patient-http.ts';

export type People = {
  /** A customer arrives; managers find the conversation within this time. */
  come(servedWithinMs: number): void;
  /** Lets managers take conversations. The returned function closes them, one after the other, within a few moments. */
  prepareClosings(count: number): Promise<() => void>;
  /** Ends the arrivals. Resolves when every customer who came over HTTP has chosen. */
  arrived(): Promise<void>;
  /** Everybody stops. Resolves when all of them know the outcome of their requests. */
  leave(): Promise<void>;
};

const logins = ['klo-1', 'klo-2', 'klo-3', 'klo-4'] as const;
// Shorter than a closing takes, so that the kill hits some of them in the middle.
const BETWEEN_CLOSINGS_MS = 25;

/** Lets the customers of seeded conversations write, and receives new arrivals. */
export async function receivePeople(baseUrl: string, journal: Journal): Promise<People> {
  const api: Api = { baseUrl, report: (violation) => void journal.broken.push(violation) };
  const desk = await openDesk(api, journal, logins);
  const leaving = new AbortController();
  const pending: Promise<void>[] = journal.requests.map((request) => keepWriting(api, request, leaving.signal));
  const arrivals: Promise<void>[] = [];
  let people = 0;

  const open = async (category: string) => {
    people += 1;
    const request = await openAndChoose(api, journal, { name: `customer ${people}`, category });
    pending.push(keepWriting(api, request, leaving.signal));
    return request;
  };
  const arrive = async (servedWithinMs: number) => {
    const number = people;
    const request = await open(number % 3 === 2 ? 'other' : 'order');
    if (request.category !== 'order') return;
    const rivals = [logins[number % 4] ?? 'klo-1', logins[(number + 1) % 4] ?? 'klo-2'] as const;
    const service = { rivals, closes: number % 2 === 0 };
    pending.push(pause(Math.random() * servedWithinMs).then(() => serve(desk, request, service)));
  };
  return {
    come: (servedWithinMs) => void arrivals.push(arrive(servedWithinMs)),
    async prepareClosings(count) {
      const requests = await Promise.all(Array.from({ length: count }, () => open('order')));
      await Promise.all(requests.map((request) => accept(desk, request, 'klo-1')));
      return () =>
        requests.forEach((request, index) =>
          pending.push(pause(index * BETWEEN_CLOSINGS_MS).then(() => close(desk, request, 'klo-1'))),
        );
    },
    async arrived() {
      await Promise.all(arrivals);
    },
    async leave() {
      leaving.abort();
      await Promise.all(pending);
    },
  };
}
