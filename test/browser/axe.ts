// Owns the looking at a page with axe. Refuses to pass over a violation.
import AxeBuilder from '@axe-core/playwright';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

/** Nothing moves, so that nothing is looked at half drawn. */
export const quiet = { reducedMotion: 'reduce' } as const;

export async function look(page: Page, where: string): Promise<void> {
  // One document without frames: axe need not look for others, which takes most of its time.
  const builder = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await builder.analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, any }) => ({ where, id, html, why: any[0]?.message })),
  );
  expect(found).toEqual([]);
}
