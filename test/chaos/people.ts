// Owns who comes during chaos and when they leave: customers who write all along, managers who want the same request.
// Refuses to kill and to judge.
import { setTimeout as pause } from 'node:timers/promises';
import { keepWriting, openAndChoose } from './customers.ts';
import type { Journal } from './journal.ts';
import { accept, close, openDesk, serve } from './managers.ts';
import type { Api } from './patient-http.ts';

export type People = {
  /** A customer comes; managers come upon the request within a time. */
  come(servedWithinMs: number): void;
  /** Has requests taken by managers. The function that comes back has them closed, one after the other, in a few moments. */
  prepareClosings(count: number): Promise<() => void>;
  /** Nobody new; returns when everybody who came over HTTP has chosen. */
  arrived(): Promise<void>;
  /** Everybody stops; returns when all have been told what became of what they asked for. */
  leave(): Promise<void>;
};

const logins = ['klo-1', 'klo-2', 'klo-3', 'klo-4'] as const;
// Shorter than a closing takes, so that the kill hits some of them in the middle.
const BETWEEN_CLOSINGS_MS = 25;

/** Lets the customers of seeded requests write, and receives everybody who comes. */
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
