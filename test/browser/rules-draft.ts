// A draft on the page Rules, and what its forms write into it.
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { type Document, documentOf, type Rules } from '../../web/src/console/rules/document.ts';
import { quiet } from './axe.ts';
import { desk, staffAt } from './guests.ts';
import { browser, system } from './opened.ts';
import { poll } from './poll.ts';

const english = { ...desk, ...quiet, locale: 'en-GB' };

export type DraftPage = { page: Page; id: string; panel: ReturnType<Page['getByRole']> };

/** A part of a new draft, opened by an admin. */
export async function openPart(program: string, part: string, options: object = english): Promise<DraftPage> {
  const admin = await system.staff('admin');
  const { items } = (await admin.get(`/v1/programs/${program}/versions`)).body as { items: { version: number }[] };
  const made = await admin.post(`/v1/programs/${program}/drafts`, { base: items[0]?.version ?? 1, name: 'A change' });
  expect(made.status).toBe(201);
  const { id } = made.body as { id: string };
  const page = await staffAt(browser, system, `/rules/${id}?part=${part}`, 'admin', options);
  const panel = page.getByRole('tabpanel');
  await panel.waitFor();
  return { page, id, panel };
}

/** Saves, and reads what the server now has. */
export async function saved({ page, id }: DraftPage): Promise<{ program: Rules; texts: Document['texts'] }> {
  await poll(() => page.getByText(/mistakes? to correct/).count()).toBe(0);
  await page.getByRole('button', { name: 'Save draft' }).click();
  await page.getByText('Everything is saved.').waitFor();
  const { body } = await (await system.staff('admin')).get(`/v1/drafts/${id}`);
  const { program, texts } = documentOf((body as { sources: Record<string, string> }).sources);
  return { program: program ?? {}, texts };
}

/** Something of the part is beyond an edge of the screen; the page itself may hide that. What scrolls is within reach. */
export const isWide = (page: Page) =>
  page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const isBeyond = ({ width, left, right }: DOMRect) => width > 0 && (left < -1 || right > clientWidth + 1);
    const scrolls = (one: Element) => /auto|scroll/.test(getComputedStyle(one).overflowX);
    const isInScroller = ({ parentElement }: Element): boolean =>
      parentElement !== null &&
      parentElement.id !== 'rules-part' &&
      (scrolls(parentElement) || isInScroller(parentElement));
    const beyond = [...document.querySelectorAll('#rules-part *')].filter((one) =>
      isBeyond(one.getBoundingClientRect()),
    );
    return scrollWidth > clientWidth || beyond.some((one) => !isInScroller(one));
  });
